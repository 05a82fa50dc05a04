"""Rows of codes and periods as the bulk service takes them: every row that cannot be placed is named at once."""

from collections.abc import Callable, Sequence
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.api.schemas.measures import BulkRow
from hoshin.base.errors import Invalid, Problem, near_matches
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Period
from hoshin.measures.fields import said_by
from hoshin.measures.policies import measures_visible_to
from hoshin.measures.rows import ActualRow
from hoshin.measures.services import record_actuals
from hoshin.org.policies import units_visible_to

_MOST_COMPARED = 50


def record_rows(actor: Actor, rows: Sequence[BulkRow], *, are_meant: bool) -> Outcome:
    """Record rows, all or nothing. Three queries to place them, however many there are.

    `are_meant`: whoever sent them says so of those that are unlike all that was seen.
    """
    measures = {measure.code.casefold(): measure for measure in measures_visible_to(actor).only("code", "frequency")}
    units = {unit.code.casefold(): unit.pk for unit in units_visible_to(actor).only("code")}
    problems: list[Problem] = []
    placed = []
    for number, row in enumerate(rows, start=1):

        def fault(field: str, value: str, message: str, remedy: str, number: int = number) -> None:
            problems.append(Problem(message, field=field, value=value, remedy=remedy, row=number))

        found = _placed(row, measures, units, fault, len(problems) < _MOST_COMPARED)
        if found is not None:
            placed.append(found)
    if problems:
        raise Invalid(problems[:1000])
    return record_actuals(actor, placed, meant=range(1, len(placed) + 1) if are_meant else ())


def _placed(
    row: BulkRow, measures: dict[str, Any], units: dict[str, int], fault: Callable[..., None], compares: bool
) -> ActualRow | None:
    measure = measures.get(row.measure.casefold())
    unit = units.get(row.unit.casefold()) if row.unit else None
    if measure is None:
        fault("measure", row.measure, "There is no such measure.", _near(row.measure, measures, compares))
    if row.unit and unit is None:
        fault("unit", row.unit, "There is no such unit.", _near(row.unit, units, compares))
    try:
        period = Period.parse(row.period)
    except ValueError as error:
        fault("period", row.period, str(error), "")
        return None
    if measure is None or (row.unit and unit is None):
        return None
    if period.frequency is not measure.period_frequency:
        like = Period.containing(period.start, measure.period_frequency)
        fault("period", row.period, f"{measure.code} is observed {measure.frequency}.", f"Write {like}.")
        return None
    return ActualRow(measure.pk, unit, period.start, **said_by(row))


def _near(wanted: str, known: dict[str, Any], compares: bool) -> str:
    near = near_matches(wanted, known) if compares else []
    return f"Did you mean {' or '.join(near)}?" if near else ""
