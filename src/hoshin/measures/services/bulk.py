"""Many measures and targets at once: what an import calls."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.errors import Problem
from hoshin.base.events import publish
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, upsert
from hoshin.measures.events import MeasuresChanged
from hoshin.measures.models import Measure, Target
from hoshin.measures.rows import MeasureRow, TargetRow
from hoshin.measures.services.across_units import proposal_for
from hoshin.measures.services.validity import formula_problems, measure_problems, raise_problems, target_problems

TargetKey = tuple[int, int | None, date | None, str]


def upsert_measures(actor: Actor, rows: Sequence[MeasureRow]) -> Outcome:
    """Create or change measures by code. Invalid: all faults, each with its row counted from 1."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_measures", summary=f"{len(rows):,} measures imported"):
        existing = by_code(Measure, [row.code for row in rows])
        raise_problems(_measure_problems(rows, existing))
        wanted = []
        for row in rows:
            measure = existing.get(row.code.casefold())
            values = asdict(row) | _across_units(row, measure)
            if measure is not None:
                del values["code"]
            wanted.append((measure, values))
        written = upsert(Measure, wanted)
        if any(row.formula.strip() for row in rows) or (written.changed and _any_formula()):
            raise_problems(formula_problems(rows))
        _announce({measure.pk for measure in written.touched})
        return written.outcome


def upsert_targets(actor: Actor, rows: Sequence[TargetRow]) -> Outcome:
    """Create or change targets by measure, unit and period. Invalid: all faults, each with its row counted from 1."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_targets", summary=f"{len(rows):,} targets imported"):
        ids = {row.measure_id for row in rows}
        raise_problems(_target_problems(rows, Measure.objects.in_bulk(ids)))
        existing = {_key(target): target for target in Target.objects.filter(measure_id__in=ids)}
        written = upsert(Target, [(existing.get(_key(row)), asdict(row)) for row in rows])
        _announce({target.measure_id for target in written.touched})
        return written.outcome


def _across_units(row: MeasureRow, measure: Measure | None) -> dict[str, object]:
    if row.across_units:
        is_same = measure is not None and measure.across_units == row.across_units
        return {"is_across_units_proposed": is_same and measure.is_across_units_proposed}  # type: ignore[union-attr]
    if measure is None or measure.aggregation != row.aggregation:
        return proposal_for(row.aggregation, row.unit_of_measure)
    return {"across_units": measure.across_units}


def _announce(measure_ids: set[int]) -> None:
    if measure_ids:
        publish(MeasuresChanged(frozenset(measure_ids)))


def _any_formula() -> bool:
    return Measure.objects.exclude(formula="").exists()


def _measure_problems(rows: Sequence[MeasureRow], existing: dict[str, Measure]) -> list[Problem]:
    problems: list[Problem] = []
    first_at: dict[str, int] = {}
    other_frequency = {
        measure.pk
        for row in rows
        if (measure := existing.get(row.code.casefold())) is not None and measure.frequency != row.frequency
    }
    observed = set(
        Measure.objects.filter(pk__in=other_frequency, actuals__isnull=False).values_list("pk", flat=True).distinct()
    )
    for number, row in enumerate(rows, start=1):
        found = measure_problems(row)
        first = first_at.setdefault(row.code.casefold(), number)
        if first != number:
            found.append(_duplicate(f"{row.code} stands in rows {first} and {number}.", "code", row.code))
        measure = existing.get(row.code.casefold())
        if measure is not None and measure.pk in observed:
            found.append(
                Problem(
                    f"{row.code} has values recorded {measure.frequency}, which do not fit {row.frequency} periods.",
                    field="frequency",
                    value=str(row.frequency),
                    remedy=f"Write {measure.frequency}, or give the measure a new code.",
                )
            )
        problems += [replace(problem, row=number) for problem in found]
    return problems


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
                sentence = f"{measure.code}: rows {first} and {number} are targets of the same period and unit."
                found.append(_duplicate(sentence, "period", str(row.starts_on or "")))
        problems += [replace(problem, row=number) for problem in found]
    return problems


def _duplicate(sentence: str, field: str, value: str) -> Problem:
    return Problem(sentence, code="duplicate", field=field, value=value, remedy="Keep one of them.")


def _key(target: TargetRow | Target) -> TargetKey:
    return (target.measure_id, target.unit_id, target.starts_on, target.frequency)
