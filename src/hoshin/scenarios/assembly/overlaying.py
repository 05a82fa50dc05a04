"""What is assumed, as values, targets and weights that the engine takes in place of those that stand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hoshin.base.errors import Invalid
from hoshin.base.periods import Frequency, Period
from hoshin.base.wordings import Said
from hoshin.measures.models import Target
from hoshin.scenarios.assembly.reached import WeighedEdge, edges_weighing, gaps_below
from hoshin.scenarios.rows import Assumption, ChangeKind
from hoshin.scorecards.assembly.formulas import reached_by
from hoshin.scorecards.assembly.grids import MeasureAndUnit
from hoshin.scorecards.assembly.overlay import Overlay, TargetTuple
from hoshin.scorecards.assembly.specs import MeasureSpec, specs_with_computed
from hoshin.scorecards.assembly.stored import Stored, stored_of
from hoshin.scorecards.assembly.targets import stored_targets
from hoshin.scorecards.missing import asked_in
from hoshin.strategy.models import Plan

_PLACE = 4
TargetPlace = tuple[int, int | None, date, str]


@dataclass(slots=True)
class SupposedPart:
    """What one assumption changes, and the measures whose scores it reaches."""

    recorded: dict[tuple[int, int, date], float] = field(default_factory=dict)
    held: dict[MeasureAndUnit, float] = field(default_factory=dict)
    weights: dict[tuple[int, int], float] = field(default_factory=dict)
    # Of measures below an objective: value, target, and the share of the way between them that is gone.
    closing: dict[MeasureAndUnit, tuple[float, float, float]] = field(default_factory=dict)
    # Which numbers of which target, and those that the target has today.
    target: tuple[TargetPlace, tuple[float | None, ...], str, float] | None = None
    reaches: frozenset[int] = frozenset()
    # What stands today of what is taken otherwise, and whether formulas cease to make it.
    now: float | None = None
    is_cut: bool = False


def together(parts: Iterable[SupposedPart]) -> Overlay:
    """Some assumptions at once. A value that somebody assumes goes before the effect of an initiative.

    What several initiatives close of a gap adds up, to the whole of it at most.
    """
    recorded: dict[tuple[int, int, date], float] = {}
    held: dict[MeasureAndUnit, float] = {}
    weights: dict[tuple[int, int], float] = {}
    targets: dict[TargetPlace, list[float | None]] = {}
    closed: dict[MeasureAndUnit, float] = defaultdict(float)
    for part in parts:
        for measure, (value, wanted, share) in part.closing.items():
            closed[measure] = min(1.0, closed[measure] + share)
            held[measure] = value + closed[measure] * (wanted - value)
    for part in parts:
        recorded |= part.recorded
        held |= part.held
        weights |= part.weights
        if part.target is not None:
            key, numbers, column, number = part.target
            targets.setdefault(key, list(numbers))[Target.VALUES.index(column)] = number
    for measure, unit, _day in recorded:
        held.pop((measure, unit), None)
    return Overlay(recorded, held, tuple((*key, *numbers) for key, numbers in targets.items()), weights)


@dataclass(frozen=True, slots=True)
class SupposedParts:
    """What each assumption changes, and what stands of the measures that they reach."""

    parts: list[SupposedPart]
    stored: Stored


def parts_of(plan: Plan, period: Period, assumptions: Sequence[Assumption]) -> SupposedParts:
    """What each assumption changes in a period of a plan. Invalid names one that changes nothing there can be.

    All is read at once, however many the assumptions are.
    """
    gaps = gaps_below(plan, period, {one.thing.pk for one in assumptions if one.kind == ChangeKind.EFFECT})
    weighing = edges_weighing(plan, period, [one for one in assumptions if one.kind == ChangeKind.WEIGHT])
    own = {one.measure.pk for one in assumptions if one.measure is not None and one.kind != ChangeKind.WEIGHT}
    below = {measure for found in gaps.values() for measure in found}
    every = specs_with_computed(sorted(own | below)) if own or below else {}
    then = {measure: every[measure].on(period.end) for measure in own}
    wanted = [one for one in assumptions if one.kind == ChangeKind.TARGET]
    targets = list(stored_targets(sorted(every))) if wanted else None
    parts = []
    for one in assumptions:
        match one.kind:
            case ChangeKind.VALUE:
                parts.append(_value(one, then, every, period))
            case ChangeKind.TARGET:
                parts.append(_target(one, then, period, targets or []))
            case ChangeKind.WEIGHT:
                parts.append(_weight(one, weighing, period))
            case _:
                parts.append(_effect(one, gaps.get(one.thing.pk, {}), period))
    reached = frozenset[int]().union(*(part.reaches for part in parts))
    return SupposedParts(parts, stored_of(plan, {pk: spec for pk, spec in every.items() if pk in reached}, targets))


def _unit(one: Assumption) -> int:
    return one.unit.pk if one.unit else 0


def _value(
    one: Assumption, then: Mapping[int, MeasureSpec], every: Mapping[int, MeasureSpec], period: Period
) -> SupposedPart:
    assert one.measure is not None
    spec, key = then[one.measure.pk], (one.measure.pk, _unit(one))
    if spec.formula:
        return SupposedPart(held={key: one.number}, reaches=frozenset({spec.id}), is_cut=True)
    day = asked_in(period, spec.frequency).start
    return SupposedPart(recorded={(*key, day): one.number}, reaches=frozenset(reached_by({spec.id}, every)))


def _target(
    one: Assumption, then: Mapping[int, MeasureSpec], period: Period, stored: Sequence[TargetTuple]
) -> SupposedPart:
    assert one.measure is not None
    spec = then[one.measure.pk]
    row, key = target_to_set(spec, one.unit.pk if one.unit else None, period, stored)
    numbers = tuple(row[_PLACE:]) if row else (None,) * len(Target.VALUES)
    now = numbers[Target.VALUES.index(one.column)]
    return SupposedPart(target=(key, numbers, one.column, one.number), reaches=frozenset({spec.id}), now=now)


def target_to_set(
    spec: MeasureSpec, unit: int | None, period: Period, stored: Iterable[TargetTuple]
) -> tuple[TargetTuple | None, TargetPlace]:
    """The target in force for a measure in a period, and the place of one that would hold from there on.

    A target for longer periods than the measure's stays one for such periods.
    """
    asked = asked_in(period, spec.frequency)
    own = [row for row in stored if row[0] == spec.id]
    own = [row for row in own if row[1] == unit] or [row for row in own if row[1] is None]
    held = [row for row in own if row[2] is None or row[2] <= asked.start]

    def order(row: TargetTuple) -> tuple[Any, ...]:
        return row[2] or date.min, Frequency(row[3]).per_year if row[3] else spec.frequency.per_year

    row = max(held, key=order, default=None)
    frequency = Frequency(row[3]) if row and row[3] else spec.frequency
    if frequency.per_year < spec.frequency.per_year:
        return row, (spec.id, unit, Period.containing(asked.start, frequency).start, frequency.value)
    return row, (spec.id, unit, asked.start, spec.frequency.value)


def _weight(one: Assumption, weighing: Sequence[WeighedEdge], period: Period) -> SupposedPart:
    rows = [edge for edge in weighing if edge.is_of(one)]
    # Units may weigh what they hold in a way of their own.
    found = {(edge.parent, edge.child): one.number for edge in rows if not edge.is_apart}
    if not found:
        raise Invalid(
            Said("%(code)s counts for nothing there in %(period)s.", code=one.thing.code, period=str(period)),
            field="weight",
            value=one.thing.code,
        )
    return SupposedPart(weights=found, now=next(edge.weight for edge in rows if not edge.is_apart))


def _effect(one: Assumption, gaps: Mapping[int, tuple[float, float]], period: Period) -> SupposedPart:
    """Each measure below the objective moves that share of the way to its target."""
    if not gaps:
        raise Invalid(
            Said("Nothing below %(code)s has a value and a target in %(period)s.", code=one.thing.code,
                 period=str(period)),
            field="objective",
            value=one.thing.code,
        )  # fmt: skip
    closing = {(measure, 0): (value, target, one.number) for measure, (value, target) in gaps.items()}
    return SupposedPart(closing=closing, reaches=frozenset(gaps))
