"""Checks measures and targets."""

from dataclasses import replace
from typing import Any

from hoshin.base.errors import Problem
from hoshin.base.periods import Frequency, Period
from hoshin.exchange.workbook.check_structure import refer
from hoshin.exchange.workbook.draft import Checking, Entry
from hoshin.exchange.workbook.rows import keyed, whole
from hoshin.exchange.workbook.sheets import sheets
from hoshin.exchange.workbook.stored import Record
from hoshin.measures.models import Target
from hoshin.measures.rows import MeasureRow, TargetRow
from hoshin.measures.services.validity import formula_problems, measure_problems, target_problems

_SHEET_FIELDS = {"starts_on": "start_date", "due_on": "due_date"}
_TARGET_FIELDS = {"starts_on": "period", "frequency": "period"}
_ELSEWHERE = frozenset({"links", "unit", "owner", "supplier", "start_date", "due_date"})


def measure_row(record: Record, **ids: int | None) -> MeasureRow:
    """The row as the service takes it."""
    values = {name: value for name, value in record.items() if name not in _ELSEWHERE}
    return MeasureRow(**values, starts_on=record["start_date"], due_on=record["due_date"], **ids)


def target_row(record: Record, measure_id: int, unit_id: int | None) -> TargetRow:
    """The row as the service takes it."""
    period: Period | None = record["period"]
    start, frequency = (period.start, period.frequency.value) if period else (None, "")
    return TargetRow(measure_id, unit_id, start, frequency, **{name: record[name] for name in Target.VALUES})


def check_measures(checking: Checking) -> None:
    """What measures point to exists, and their definitions and formulas can be used."""
    entries = checking.draft.of("measures")
    for entry in entries:
        refer(checking, "measures", entry, "unit", "units", "unit")
        refer(checking, "measures", entry, "owner", "people", "person")
        refer(checking, "measures", entry, "supplier", "people", "person")
    rows = [(entry, measure_row(entry.record)) for entry in entries]
    for entry, row in rows:
        if checking.faults.has("measures", entry.number):
            continue
        checking.faults.adopt(_placed(problem, "measures", entry, _SHEET_FIELDS) for problem in measure_problems(row))
    if any(entry.record["formula"].strip() for entry in entries):
        _check_formulas(checking, [row for _, row in rows])


def frequency_of(checking: Checking, code: str) -> Frequency | None:
    """How often a measure of the file, or a stored one, is observed."""
    if not checking.frequencies:
        checking.frequencies |= {key[0]: row["frequency"] for key, row in checking.stored("measures").items()}
        checking.frequencies |= {
            entry.record["code"].casefold(): entry.record["frequency"] for entry in checking.draft.of("measures")
        }
    found = checking.frequencies.get(code.casefold())
    return Frequency(found) if found else None


def draft_targets(checking: Checking) -> None:
    """Put targets into the draft. A day within a period stands for the period, as for actuals."""
    columns = checking.columns.get("targets")
    if columns is None:
        return
    records = columns.records()
    for record in records:
        period, frequency = record.get("period"), frequency_of(checking, record.get("measure") or "")
        if period is not None and frequency is not None and period.frequency is Frequency.DAILY:
            record["period"] = Period.containing(period.start, frequency)
    checking.draft.entries["targets"] = [
        Entry(number, whole(sheets()["targets"], given, before), before)
        for number, given, before in keyed(checking, "targets", columns.numbers, records)
    ]


def check_targets(checking: Checking) -> None:
    """Measures and units exist, periods fit the measure, numbers fit each other."""
    directions: dict[str, Any] = {key[0]: row["direction"] for key, row in checking.stored("measures").items()}
    directions |= {e.record["code"].casefold(): e.record["direction"] for e in checking.draft.of("measures")}
    for entry in checking.draft.of("targets"):
        refer(checking, "targets", entry, "measure", "measures", "measure")
        refer(checking, "targets", entry, "unit", "units", "unit")
        code, period = entry.record["measure"], entry.record["period"]
        if not code or checking.faults.has("targets", entry.number):
            continue
        frequency = frequency_of(checking, code)
        if period is not None and frequency is not None and period.frequency.per_year > frequency.per_year:
            message = f"{period} is {period.frequency}, and {code} is measured less often: {frequency}."
            remedy = f"Write {Period.containing(period.start, frequency)}."
            checking.faults.add("targets", entry.number, "period", period, message, remedy, code="period")
            continue
        problems = target_problems(target_row(entry.record, 0, None), direction=directions[code.casefold()], code=code)
        checking.faults.adopt(_placed(problem, "targets", entry, _TARGET_FIELDS) for problem in problems)


def _check_formulas(checking: Checking, rows: list[MeasureRow]) -> None:
    entries = checking.draft.of("measures")
    for problem in formula_problems(rows):
        whose = next((e for e in entries if problem.message.startswith(f"Formula of {e.record['code']}: ")), None)
        if whose is not None:
            checking.faults.adopt([_placed(problem, "measures", whose, {})])
        else:
            checking.faults.adopt([replace(problem, sheet="measures", row=_named_in(problem, entries))])


def _named_in(problem: Problem, entries: list[Entry]) -> int | None:
    """The row of the first measure that the message names."""
    words = problem.message.replace("→", " ").replace(".", " ").split()
    return next((e.number for e in entries if e.record["formula"] and e.record["code"] in words), None)


def _placed(problem: Problem, sheet: str, entry: Entry, renamed: dict[str, str]) -> Problem:
    return replace(problem, sheet=sheet, row=entry.number, field=renamed.get(problem.field, problem.field))
