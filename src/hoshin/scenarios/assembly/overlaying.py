"""What is assumed, as values, targets and weights that the engine takes in place of those that stand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Q

from hoshin.base.errors import Invalid
from hoshin.base.periods import Frequency, Period
from hoshin.base.wordings import Said
from hoshin.measures.models import Target
from hoshin.scenarios.rows import Assumption, ChangeKind
from hoshin.scorecards.assembly.formulas import dependents_of
from hoshin.scorecards.assembly.grids import MeasureAndUnit
from hoshin.scorecards.assembly.overlay import Overlay, TargetTuple
from hoshin.scorecards.assembly.rollup import edges_below
from hoshin.scorecards.assembly.specs import MeasureSpec, specs_of
from hoshin.scorecards.assembly.targets import stored_targets
from hoshin.scorecards.missing import asked_in
from hoshin.scorecards.models import Edge, Node, NodeKind, Score
from hoshin.scorecards.selectors.nodes import holding_on
from hoshin.strategy.models import Plan, UnitWeight

MOST_BELOW = 2_000
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


def parts_of(plan: Plan, period: Period, assumptions: Sequence[Assumption]) -> list[SupposedPart]:
    """What each assumption changes in a period of a plan. Invalid names one that changes nothing there can be."""
    measures = {one.measure.pk for one in assumptions if one.measure is not None and one.kind != ChangeKind.WEIGHT}
    specs = {pk: spec.on(period.end) for pk, spec in specs_of(sorted(measures)).items()}
    wanted = {one.measure.pk for one in assumptions if one.kind == ChangeKind.TARGET and one.measure is not None}
    stored = list(stored_targets(sorted(wanted))) if wanted else []
    parts = []
    for one in assumptions:
        match one.kind:
            case ChangeKind.VALUE:
                parts.append(_value(one, specs, period))
            case ChangeKind.TARGET:
                parts.append(_target(one, specs, period, stored))
            case ChangeKind.WEIGHT:
                parts.append(_weight(plan, one, period))
            case _:
                parts.append(_effect(plan, one, period))
    return parts


def _unit(one: Assumption) -> int:
    return one.unit.pk if one.unit else 0


def _value(one: Assumption, specs: dict[int, MeasureSpec], period: Period) -> SupposedPart:
    assert one.measure is not None
    spec, key = specs[one.measure.pk], (one.measure.pk, _unit(one))
    if spec.formula:
        return SupposedPart(held={key: one.number}, reaches=frozenset({spec.id}), is_cut=True)
    day = asked_in(period, spec.frequency).start
    return SupposedPart(recorded={(*key, day): one.number}, reaches=dependents_of(frozenset({spec.id})))


def _target(one: Assumption, specs: dict[int, MeasureSpec], period: Period, stored: list[TargetTuple]) -> SupposedPart:
    assert one.measure is not None
    spec = specs[one.measure.pk]
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


def _weight(plan: Plan, one: Assumption, period: Period) -> SupposedPart:
    kind = type(one.thing).__name__.lower()
    edges = Edge.objects.filter(holding_on(period.end), parent__plan=plan, **{f"child__{kind}": one.thing})
    if one.parent is not None:
        edges = edges.filter(parent__objective=one.parent)
        own = Q(contribution__parent=one.parent, **{f"contribution__{kind}": one.thing})
    else:
        edges = edges.exclude(parent__kind__in=(NodeKind.OBJECTIVE, NodeKind.MEASURE))
        own = Q(**{kind: one.thing}) if kind != NodeKind.MEASURE else Q(pk__in=())
    # Units may weigh what they hold in a way of their own.
    apart = set(UnitWeight.objects.filter(own).values_list("unit", flat=True))
    rows = list(edges.values_list("parent", "child", "parent__unit", "weight"))
    found = {(parent, child): one.number for parent, child, unit, _weight in rows if unit not in apart}
    if not found:
        raise Invalid(
            Said("%(code)s counts for nothing there in %(period)s.", code=one.thing.code, period=str(period)),
            field="weight",
            value=one.thing.code,
        )
    now = next(weight for _parent, _child, unit, weight in rows if unit not in apart)
    return SupposedPart(weights=found, now=now)


def _effect(plan: Plan, one: Assumption, period: Period) -> SupposedPart:
    """Each measure below the objective moves that share of the way to its target."""
    gaps = _gaps(plan, period, one)
    closing = {(measure, 0): (value, target, one.number) for measure, (value, target) in gaps.items()}
    return SupposedPart(closing=closing, reaches=frozenset(gaps))


def _gaps(plan: Plan, period: Period, one: Assumption) -> dict[int, tuple[float, float]]:
    """Value and target of the measures below the objective that have both."""
    top = Node.objects.filter(plan=plan, kind=NodeKind.OBJECTIVE, objective=one.objective, unit=None).first()
    edges = edges_below(top.pk, [period.end], MOST_BELOW) if top is not None else None
    below = np.setdiff1d(edges.child, edges.parent).tolist() if edges is not None else []
    scored = Score.objects.filter(
        node__in=below,
        node__kind=NodeKind.MEASURE,
        node__unit=None,
        period=period.start,
        value__isnull=False,
        target__isnull=False,
    )
    found = {
        measure: (value, target) for measure, value, target in scored.values_list("node__measure", "value", "target")
    }
    if not found:
        raise Invalid(
            Said("Nothing below %(code)s has a value and a target in %(period)s.", code=one.thing.code,
                 period=str(period)),
            field="objective",
            value=one.thing.code,
        )  # fmt: skip
    return found
