"""Checks closed periods, their official figures, and statuses set by hand."""

from datetime import date
from typing import Any

from hoshin.base.errors import Problem
from hoshin.base.periods import Frequency, Period
from hoshin.exchange.workbook.check_structure import refer
from hoshin.exchange.workbook.draft import Checking, Entry, key_of
from hoshin.exchange.workbook.nodes import check_node
from hoshin.exchange.workbook.sheets import sheets
from hoshin.scorecards.rows import OverrideRow
from hoshin.scorecards.services.validity import closing_problems, override_problems
from hoshin.scorecards.statuses import BY_CODE

# Rounding may leave a weighted mean of full scores a little above the most that a score can be.
_A_LITTLE = 1e-6
_MOST = {"score": 100, "coverage": 1}
_FIGURES = ("score", "coverage", "value", "target")


def check_closed_periods(checking: Checking) -> None:
    """Each is a period of its plan that was over when it was closed."""
    kept = 0
    for entry in checking.draft.of("closed_periods"):
        refer(checking, "closed_periods", entry, "plan", "plans", "plan")
        _fit_period(checking, "closed_periods", entry)
        if checking.faults.has("closed_periods", entry.number):
            continue
        _adopt(checking, "closed_periods", entry, closing_problems(entry.record["period"], entry.record["closed_at"]))
        if entry.before is not None and entry.before != entry.record:
            kept += 1
            entry.record = entry.before
    _check_repeats(checking, "closed_periods")
    if kept:
        checking.notices.append(f"Sheet closed_periods: {kept:,} were closed already at another time; left alone.")


def check_closed_scores(checking: Checking) -> None:
    """Each belongs to a closed period, and is no other figure than what is official already."""
    stored = checking.stored("closed_periods") if checking.draft.of("closed_scores") else {}
    closed = stored.keys() | {_closing(entry.record) for entry in checking.draft.of("closed_periods")}
    for entry in checking.draft.of("closed_scores"):
        check_node(checking, "closed_scores", entry)
        _fit_period(checking, "closed_scores", entry)
        if checking.faults.has("closed_scores", entry.number):
            continue
        _check_figure(checking, entry)
        record = entry.record
        if _closing(record) not in closed:
            message, remedy = f"{record['period'].label} is not closed.", "Add it to sheet closed_periods."
            checking.faults.add("closed_scores", entry.number, "period", record["period"], message, remedy)
        elif _closing(record) in stored:
            if entry.before is None and not record["status"]:
                entry.before = record
            elif entry.before != record:
                message = f"{record['period'].label} is closed already, with another official figure here."
                remedy = "Reopen the period before the import, or take the row out."
                checking.faults.add("closed_scores", entry.number, "period", record["period"], message, remedy)
    _check_repeats(checking, "closed_scores")


def check_overrides(checking: Checking) -> None:
    """Each is set for something that has a score, with a reason, for a year at most."""
    for entry in checking.draft.of("status_overrides"):
        check_node(checking, "status_overrides", entry)
        record = entry.record
        if not record["set_by"]:
            record["set_by"] = entry.before["set_by"] if entry.before else checking.actor.name
        if not checking.faults.has("status_overrides", entry.number):
            _adopt(checking, "status_overrides", entry, override_problems(override_row(record, 0)))


def override_row(record: dict[str, Any], node_id: int) -> OverrideRow:
    """The row as the service takes it."""
    dates: tuple[date, date] = record["starts_on"], record["expires_on"]
    return OverrideRow(node_id, BY_CODE[record["status"]], record["reason"], *dates, record["set_by"])


def _fit_period(checking: Checking, sheet: str, entry: Entry) -> None:
    """The period of the plan that a row means, and what is stored of it; a fault where it means none."""
    record = entry.record
    if not record["plan"] or record["period"] is None:
        return
    frequency, period = _frequency(checking, record["plan"]), record["period"]
    if period.frequency is Frequency.DAILY:
        record["period"] = Period.containing(period.start, frequency)
    elif period.frequency is not frequency:
        message = f"{period} is {period.frequency}, but the scorecard of {record['plan']} is {frequency}."
        remedy = f"Write a period such as {Period.containing(period.start, frequency)}."
        checking.faults.add(sheet, entry.number, "period", period, message, remedy, code="period")
    entry.before = checking.stored(sheet).get(key_of(sheets()[sheet], record))


def _frequency(checking: Checking, plan: str) -> Frequency:
    drafted = (entry.record for entry in checking.draft.of("plans"))
    known = {row["code"].casefold(): row["frequency"] for row in [*checking.stored("plans").values(), *drafted]}
    return Frequency(known[plan.casefold()])


def _check_figure(checking: Checking, entry: Entry) -> None:
    record = entry.record
    for name, most in _MOST.items():
        if record[name] is not None and record[name] > most + _A_LITTLE:
            message = f"It must be at most {most}."
            checking.faults.add("closed_scores", entry.number, name, record[name], message, code="range")
    if not record["status"] and any(record[name] is not None for name in _FIGURES):
        message, remedy = "An official figure has a status.", "Fill it in, or empty the whole figure: it had none then."
        checking.faults.add("closed_scores", entry.number, "status", None, message, remedy, code="required")


def _check_repeats(checking: Checking, sheet: str) -> None:
    """Days of the same period were different words when rows were told apart first."""
    first_at: dict[tuple[str, ...], int] = {}
    for entry in checking.draft.of(sheet):
        first = first_at.setdefault(key_of(sheets()[sheet], entry.record), entry.number)
        if first != entry.number and not checking.faults.has(sheet, entry.number):
            message = f"This row stands in the sheet twice, first in row {first}."
            shown = entry.record["period"]
            checking.faults.add(sheet, entry.number, "period", shown, message, "Keep one of them.", code="duplicate")


def _closing(record: dict[str, Any]) -> tuple[str, ...]:
    return (record["plan"].casefold(), str(record["period"]).casefold())


def _adopt(checking: Checking, sheet: str, entry: Entry, problems: list[Problem]) -> None:
    for problem in problems:
        checking.faults.add(sheet, entry.number, problem.field, problem.value, problem.message, problem.remedy)
