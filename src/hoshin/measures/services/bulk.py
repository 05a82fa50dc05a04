"""Many measures and targets at once: what an import calls."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Problem
from hoshin.base.events import publish
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, ids_by_code, upsert
from hoshin.base.wordings import Said
from hoshin.measures.definitions import DEFINITIONS
from hoshin.measures.events import MeasuresChanged
from hoshin.measures.models import Measure, Target
from hoshin.measures.rows import MeasureRow, TargetRow
from hoshin.measures.services.across_units import proposal_for
from hoshin.measures.services.past_definitions import keep_what_was_said
from hoshin.measures.services.target_problems import target_problems
from hoshin.measures.services.validity import (
    any_formula,
    formula_problems,
    frequency_problems,
    measure_problems,
    raise_problems,
)
from hoshin.org.models import Person, Unit

TargetKey = tuple[int, int | None, date | None, str]


def upsert_measures(actor: Actor, rows: Sequence[MeasureRow], *, is_checked: bool = False) -> Outcome:
    """Create or change measures by code; unit, owner and supplier must exist.

    Invalid: all faults, each with its row counted from 1; `is_checked`: there are none, as `validity` finds them.
    """
    require(actor, Right.IMPORT)
    with act(actor, "upsert_measures", count=len(rows)):
        existing = by_code(Measure, [row.code for row in rows])
        if not is_checked:
            raise_problems(_measure_problems(rows, existing))
        ids = {field: _ids(model, column, rows, field) for field, (model, column) in _REFERENCES.items()}
        wanted = []
        for row in rows:
            measure = existing.get(row.code.casefold())
            values = row._asdict() | _across_units(row, measure)
            for field, known in ids.items():
                values[f"{field}_id"] = known.get(values.pop(field).casefold())
            if measure is not None:
                del values["code"]
            wanted.append((measure, values))
        before = {measure.pk: DEFINITIONS.by(measure) for measure in existing.values()}
        written = upsert(Measure, wanted, is_checked=is_checked)
        keep_what_was_said(before, written.changed, clock.today())
        if not is_checked and (any(row.formula.strip() for row in rows) or (written.changed and any_formula())):
            raise_problems(formula_problems(rows))
        _announce({measure.pk for measure in written.touched})
        return written.outcome


def upsert_targets(actor: Actor, rows: Sequence[TargetRow], *, is_checked: bool = False) -> Outcome:
    """Create or change targets by measure, unit and period.

    Invalid: all faults, each with its row counted from 1; `is_checked`: there are none, as `validity` finds them.
    """
    require(actor, Right.IMPORT)
    with act(actor, "upsert_targets", count=len(rows)):
        ids = {row.measure_id for row in rows}
        if not is_checked:
            raise_problems(_target_problems(rows, Measure.objects.in_bulk(ids)))
        existing = {_key(target): target for target in Target.objects.filter(measure_id__in=ids)}
        written = upsert(Target, [(existing.get(_key(row)), asdict(row)) for row in rows], is_checked=is_checked)
        _announce({target.measure_id for target in written.touched})
        return written.outcome


def _across_units(row: MeasureRow, measure: Measure | None) -> dict[str, object]:
    if row.across_units:
        known = measure if measure is not None and measure.across_units == row.across_units else None
        return {"is_across_units_proposed": known is not None and known.is_across_units_proposed}
    if measure is None or measure.aggregation != row.aggregation:
        return proposal_for(row.aggregation, row.unit_of_measure)
    return {"across_units": measure.across_units}


_REFERENCES: dict[str, tuple[type[Unit] | type[Person], str]] = {
    "unit": (Unit, "code"),
    "owner": (Person, "employee_id"),
    "supplier": (Person, "employee_id"),
}


def _ids(model: type[Unit] | type[Person], column: str, rows: Sequence[MeasureRow], field: str) -> dict[str, int]:
    """The ids that rows name by a code, by the casefolded code. Invalid, with the row, where there is no such thing."""
    found = ids_by_code(model, {getattr(row, field) for row in rows}, column=column)
    raise_problems(
        [
            Problem("There is nothing of this code.", "unknown", field, code, "Add it first.", row=number)
            for number, row in enumerate(rows, start=1)
            if (code := getattr(row, field)) and code.casefold() not in found
        ]
    )
    return found


def _announce(measure_ids: set[int]) -> None:
    if measure_ids:
        publish(MeasuresChanged(frozenset(measure_ids)))


def _measure_problems(rows: Sequence[MeasureRow], existing: dict[str, Measure]) -> list[Problem]:
    problems: list[Problem] = []
    first_at: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        found = measure_problems(row)
        first = first_at.setdefault(row.code.casefold(), number)
        if first != number:
            found.append(
                _duplicate(
                    Said(
                        "%(code)s stands in rows %(first)s and %(row)s.",
                        code=row.code,
                        first=str(first),
                        row=str(number),
                    ),
                    "code",
                    row.code,
                )
            )
        problems += [replace(problem, row=number) for problem in found]
    return problems + frequency_problems(rows, {code: measure.frequency for code, measure in existing.items()})


def _target_problems(rows: Sequence[TargetRow], measures: dict[int, Measure]) -> list[Problem]:
    problems: list[Problem] = []
    first_at: dict[TargetKey, int] = {}
    for number, row in enumerate(rows, start=1):
        measure = measures.get(row.measure_id)
        if measure is None:
            found = [Problem("There is no such measure.", field="measure", value=str(row.measure_id))]
        else:
            found = target_problems(row, direction=measure.direction, code=measure.code)
            first = first_at.setdefault(_key(row), number)
            if first != number:
                sentence = Said(
                    "%(measure)s: rows %(first)s and %(row)s are targets of the same period and unit.",
                    measure=measure.code,
                    first=str(first),
                    row=str(number),
                )
                found.append(_duplicate(sentence, "period", str(row.starts_on or "")))
        problems += [replace(problem, row=number) for problem in found]
    return problems


def _duplicate(sentence: str, field: str, value: str) -> Problem:
    return Problem(sentence, code="duplicate", field=field, value=value, remedy="Keep one of them.")


def _key(target: TargetRow | Target) -> TargetKey:
    return (target.measure_id, target.unit_id, target.starts_on, target.frequency)
