"""Writes series through the services of strategy and measures; what the mapping does not state stays as it is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code
from hoshin.base.wordings import Said
from hoshin.exchange.series.catalogue import Definition
from hoshin.exchange.series.headline import Observation
from hoshin.exchange.series.mapping import SeriesMap
from hoshin.exchange.series.places import objective_rows, perspective_rows
from hoshin.measures.models import Actual, Measure, Target
from hoshin.measures.rows import ActualRow, MeasureRow, TargetRow, row_of
from hoshin.measures.services import record_actuals, upsert_measures, upsert_targets
from hoshin.measures.services.asking import odd_among
from hoshin.strategy.models import Contribution, Plan
from hoshin.strategy.rows import PlanRow, Served, ServesRow
from hoshin.strategy.services import set_serves, upsert_objectives, upsert_perspectives, upsert_plans

_MOST_DOUBTS = 20
Series = Sequence[tuple[Definition, Sequence[Observation]]]


def write_series(actor: Actor, mapping: SeriesMap, series: Series) -> tuple[dict[str, Outcome], list[str]]:
    """Bring plan, perspectives, objectives, measures, targets and actuals to what was read; counts and warnings."""
    warnings: list[str] = []
    outcomes = {"plan": upsert_plans(actor, [_plan_row(mapping)])}
    definitions = [definition for definition, _ in series]
    objectives, objective_of = objective_rows(mapping, definitions, warnings)
    outcomes["perspectives"] = upsert_perspectives(actor, perspective_rows(mapping, objectives))
    outcomes["objectives"] = upsert_objectives(actor, objectives)
    known = by_code(Measure, [definition.code for definition in definitions])
    rows = [_measure_row(mapping, definition, known.get(definition.code.casefold())) for definition in definitions]
    outcomes["measures"] = upsert_measures(actor, rows)
    measures = by_code(Measure, [definition.code for definition in definitions])
    outcomes["contributions"] = set_serves(actor, _serves_rows(definitions, objective_of, measures))
    outcomes["targets"] = upsert_targets(actor, _target_rows(definitions, measures, warnings))
    actuals = _actual_rows(series, measures)
    warnings += _doubts(actuals, measures)
    outcomes["actuals"] = record_actuals(actor, actuals)
    warnings += _no_longer_published(actuals, measures)
    return outcomes, warnings


def _plan_row(mapping: SeriesMap) -> PlanRow:
    existing = by_code(Plan, [mapping.plan.code]).get(mapping.plan.code.casefold())
    if existing is None:
        return mapping.plan
    kept = {name: getattr(existing, name) for name in PlanRow._fields if name not in mapping.plan_keys}
    return mapping.plan._replace(**kept | {"values": tuple(kept.get("values", mapping.plan.values))})


def _measure_row(mapping: SeriesMap, definition: Definition, existing: Measure | None) -> MeasureRow:
    stated: dict[str, Any] = {
        "name": definition.name,
        "description": definition.description,
        "direction": definition.direction,
        "unit_of_measure": definition.unit_of_measure,
        "frequency": mapping.measure.frequency,
        "aggregation": mapping.measure.aggregation,
        "method": mapping.measure.method,
        "starts_on": _day(definition.base_year, 1, 1),
        "due_on": _day(definition.target_year, 12, 31),
        "natural_limit": definition.natural_limit,
        "source": definition.source,
    }
    if mapping.measure.decimals is not None:
        stated["decimals"] = mapping.measure.decimals
    if existing is None:
        return MeasureRow(code=definition.code, **stated)
    return row_of(existing)._replace(**stated)


def _day(year: int | None, month: int, day: int) -> date | None:
    return None if year is None else date(year, month, day)


def _serves_rows(
    definitions: Sequence[Definition], objective_of: Mapping[str, str], measures: Mapping[str, Measure]
) -> list[ServesRow]:
    """Each measure serves its goal, besides whatever else people let it serve, with the weights that they gave."""
    held: dict[int, dict[str, Served]] = {}
    ids = [measure.pk for measure in measures.values()]
    for row in Contribution.objects.filter(measure__in=ids, parent__removed_on=None).select_related("parent"):
        served = Served(row.parent.code, row.weight, row.kind, row.is_critical)
        held.setdefault(row.measure_id or 0, {})[row.parent.code.casefold()] = served
    rows = []
    for definition in definitions:
        serves = held.get(measures[definition.code.casefold()].pk, {})
        goal = objective_of[definition.code]
        serves.setdefault(goal.casefold(), Served(goal))
        rows.append(ServesRow(definition.code, True, tuple(serves.values())))
    return rows


def _target_rows(
    definitions: Sequence[Definition], measures: Mapping[str, Measure], warnings: list[str]
) -> list[TargetRow]:
    ids = [measure.pk for measure in measures.values()]
    existing = {row.measure_id: row for row in Target.objects.filter(measure__in=ids, unit=None, starts_on=None)}
    rows = []
    for definition in definitions:
        measure_id = measures[definition.code.casefold()].pk
        held = existing.get(measure_id)
        if definition.target is not None:
            kept = {name: getattr(held, name) for name in Target.VALUES} if held is not None else {}
            rows.append(TargetRow(measure_id, **kept | {"target": definition.target}))
        elif held is not None and held.target is not None:
            warnings.append(
                Said(
                    "%(definition)s: its target of %(target)s is not in the catalogue; it stays.",
                    definition=definition.code,
                    target=f"{held.target:g}",
                )
            )
    return rows


def _actual_rows(series: Series, measures: Mapping[str, Measure]) -> list[ActualRow]:
    return [
        ActualRow(
            measures[definition.code.casefold()].pk,
            None,
            observation.period,
            value=observation.value,
            note=observation.note,
        )
        for definition, observations in series
        for observation in observations
    ]


def _doubts(actuals: Sequence[ActualRow], measures: Mapping[str, Measure]) -> Iterator[Said]:
    """A word about figures that look like slips, as about every value; they are taken as they were published."""
    by_id = {measure.pk: measure for measure in measures.values()}
    for one in odd_among(actuals, [row.value for row in actuals], by_id)[:_MOST_DOUBTS]:
        yield Said(
            "%(measure)s, %(period)s: %(doubt)s Look whether it is meant.",
            measure=one.measure.code,
            period=one.period,
            doubt=one.problem.message,
        )


def _no_longer_published(actuals: Sequence[ActualRow], measures: Mapping[str, Measure]) -> list[str]:
    published = {(row.measure_id, row.period) for row in actuals}
    ids = {row.measure_id for row in actuals}
    rows = Actual.objects.filter(measure__in=ids, unit=None, superseded_at=None).exclude(value=None)
    left: dict[int, list[int]] = {}
    for measure_id, period in rows.values_list("measure_id", "period"):
        if (measure_id, period) not in published:
            left.setdefault(measure_id, []).append(period.year)
    codes = {measure.pk: measure.code for measure in measures.values()}
    warnings = []
    for measure_id, years in left.items():
        shown = ", ".join(str(year) for year in sorted(set(years)))
        warnings.append(
            Said(
                "%(measure)s: values of %(years)s are not in the file any more; they stay.",
                measure=codes[measure_id],
                years=shown,
            )
        )
    return warnings
