"""What units hold of measures that are brought together by values: both sides of each, ready to be split among them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection

from hoshin.base.periods import Period
from hoshin.engine import scoring
from hoshin.engine.arrays import Floats
from hoshin.engine.rollup import HeldTogether, HeldValues, comes_together
from hoshin.engine.scoring import ScoreInputs
from hoshin.measures.models import PROGRESS_METHODS, Actual
from hoshin.scorecards.assembly.kinds import kind_across_units, weighed_by
from hoshin.scorecards.assembly.leaves import leeway, resolved_methods
from hoshin.scorecards.assembly.rules import Rules
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec, as_of_day, specs_of
from hoshin.scorecards.assembly.targets import TargetMatrix, asked_on, stored_targets, target_matrix
from hoshin.scorecards.assembly.unit_causes import denominators, is_of_one_period
from hoshin.scorecards.assembly.units import UnitTree, unit_tree
from hoshin.strategy.models import Plan

_HOW: Mapping[str | None, HeldTogether] = {
    "sum": "sum",
    "weighted_mean": "mean",
    "ratio_of_sums": "mean",
    "min": "min",
    "max": "max",
}
_LINES = ("baseline", "low", "high", "red", "green", "worst", "best")
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Figures:
    """A node's figures in a period as they are shown."""

    score: float | None
    value: float | None
    target: float | None


@dataclass(frozen=True, slots=True)
class HeldBelow:
    """A measure's node with the nodes of the units right below that hold it; `nodes` and `units` have one order.

    `unit` 0: the measure as a whole.
    """

    node: int
    measure: int
    unit: int
    nodes: Sequence[int]
    units: Sequence[int]


@dataclass(frozen=True, slots=True)
class SplitMeasure:
    """A measure whose units make its score together, and what is known of both sides (None: it is not to be told)."""

    below: HeldBelow
    how: HeldTogether
    before: HeldValues | None
    after: HeldValues | None


def held_below(plan: Plan, nodes: Mapping[int, tuple[int, int]]) -> list[HeldBelow]:
    """The units right below measures' nodes, given as (measure, unit or 0). One query.

    Below the whole stand those with no unit above that holds the measure as well.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.measure_id, CASE WHEN above.id IS NULL THEN 0 ELSE u.parent_id END, n.unit_id, n.id "
            "FROM scorecards_node n JOIN org_unit u ON u.id = n.unit_id "
            "LEFT JOIN scorecards_node above ON above.plan_id = n.plan_id AND above.kind = 'measure' "
            "AND above.measure_id = n.measure_id AND above.unit_id = u.parent_id AND above.is_active "
            "WHERE n.plan_id = %(plan)s AND n.kind = 'measure' AND n.is_active AND n.measure_id = ANY(%(measures)s) "
            "AND n.unit_id IS NOT NULL AND (above.id IS NULL OR u.parent_id = ANY(%(units)s)) ORDER BY 1, 2, 3",
            {
                "plan": plan.pk,
                "measures": sorted({measure for measure, _ in nodes.values()}),
                "units": sorted({unit for _, unit in nodes.values() if unit}),
            },
        )
        found: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for measure, above, unit, node in cursor.fetchall():
            found[measure, above].append((unit, node))
    return [
        HeldBelow(node, measure, unit, [held for _, held in below], [part for part, _ in below])
        for node, (measure, unit) in nodes.items()
        if (below := found.get((measure, unit)))
    ]


def split_measures(
    plan: Plan,
    held: Sequence[HeldBelow],
    periods: tuple[Period, Period],
    figures: tuple[Mapping[int, Figures], Mapping[int, Figures]],
) -> list[SplitMeasure]:
    """Both sides of measures in two periods, by the figures of their nodes.

    A side is not to be told where the values of the units do not come to the common one, or where its score does not
    follow from that by what the measure says: it was recorded itself, comes from a formula or from longer windows, or was
    official before something was learnt. Five queries at most.
    """
    if not held:
        return []
    specs = specs_of(sorted({one.measure for one in held}))
    rules, weights = Rules.of(plan), _Weights.of(plan, specs, held, periods)
    said = [as_of_day(specs, period.end) for period in periods]
    lines = _Lines.of_both(plan, said, held, periods)
    sides = []
    for known, own, line, period in zip(figures, said, lines, periods, strict=True):
        nils = line.nils(
            [own[one.measure] for one in held], [known.get(one.node) for one in held], rules.on(period.end).cuts
        )
        sides.append(
            [_side(one, own[one.measure], known, line, weights, nil) for one, nil in zip(held, nils, strict=True)]
        )
    return [
        SplitMeasure(one, _HOW.get(kind_across_units(said[1][one.measure])[1], "sum"), before, after)
        for one, before, after in zip(held, *sides, strict=True)
    ]


def _side(
    one: HeldBelow,
    spec: MeasureSpec,
    known: Mapping[int, Figures],
    lines: "_Lines",
    weights: "_Weights",
    nil: float | None,
) -> HeldValues | None:
    own, how = known.get(one.node), _HOW.get(kind_across_units(spec)[1])
    if own is None or own.score is None or own.value is None or how is None:
        return None
    if spec.roll_up != "raw" or spec.formula or spec.method in PROGRESS_METHODS:
        return None
    weight = lines.wanted_of_units(one) if how == "sum" else weights.of_units(one, spec, lines.period)
    if nil is None or weight is None:
        return None
    values = np.array([_number(known[node].value) if node in known else np.nan for node in one.nodes])
    found = HeldValues(own.score, own.value, values, weight, nil)
    return found if comes_together(how, found) else None


@dataclass(frozen=True, slots=True)
class _Lines:
    """Targets and lines of measures in one period, in the order of what is held, and targets of the units' own."""

    period: Period
    columns: Mapping[str, Floats]
    of_units: Mapping[tuple[int, int], float]

    @classmethod
    def of_both(
        cls,
        plan: Plan,
        said: Sequence[dict[int, MeasureSpec]],
        held: Sequence[HeldBelow],
        periods: Sequence[Period],
    ) -> Sequence["_Lines"]:
        """Those of two periods; together where definitions said the same in both. One query, two more for units' targets."""
        stored = list(stored_targets(list(said[0])))
        if said[0] == said[1]:
            return cls._of(plan, said[0], held, periods, stored)
        return [cls._of(plan, own, held, [period], stored)[0] for own, period in zip(said, periods, strict=True)]

    @classmethod
    def _of(
        cls,
        plan: Plan,
        specs: dict[int, MeasureSpec],
        held: Sequence[HeldBelow],
        periods: Sequence[Period],
        stored: Sequence[tuple[object, ...]],
    ) -> Sequence["_Lines"]:
        rows = _rows([(one.measure, one.unit) for one in held])
        found = target_matrix(specs, rows, periods, list(specs), stored, plan=plan)
        # What is wanted of a unit is its own where it was said of units; one that is set for all says nothing of parts.
        own = [row for row in stored if row[1] is not None]
        apart = {row[0] for row in own}
        pairs = [
            (one.measure, unit)
            for one in held
            if one.measure in apart and specs[one.measure].across_units == "sum"
            for unit in one.units
        ]
        wanted = target_matrix(specs, _rows(pairs), periods, list(specs), own, plan=plan)["target"] if pairs else None
        return [
            cls(
                period,
                {name: column[:, at] for name, column in found.columns.items()},
                {} if wanted is None else dict(zip(pairs, wanted[:, at].tolist(), strict=True)),
            )
            for at, period in enumerate(periods)
        ]

    def nils(
        self, specs: Sequence[MeasureSpec], own: Sequence[Figures | None], cuts: scoring.Cuts
    ) -> list[float | None]:
        """The common value of each measure that scores 0 (NaN: there is none); None where these lines give another score."""
        score, value, wanted = (
            np.array([np.nan if one is None else _number(getattr(one, name)) for one in own])
            for name in ("score", "value", "target")
        )
        targets = TargetMatrix({name: numbers[:, None] for name, numbers in self.columns.items()})
        inputs = ScoreInputs(
            method=resolved_methods(specs, targets, wanted[:, None])[:, 0],
            direction=np.array([-1 if spec.direction == "lower" else 1 for spec in specs]),
            value=value,
            target=wanted,
            tolerance=leeway(self.columns["tolerance"], wanted, value),
            **{name: self.columns[name] for name in _LINES},
        )
        follows = np.abs(scoring.score_values(inputs, cuts).score - score) <= _CLOSE
        found = scoring.nil_values(inputs, cuts)
        return [float(nil) if is_so else None for nil, is_so in zip(found, follows, strict=True)]

    def wanted_of_units(self, one: HeldBelow) -> Floats:
        """What is wanted of each unit, NaN where nobody said so."""
        return np.array([self.of_units.get((one.measure, unit), np.nan) for unit in one.units])


@dataclass(frozen=True, slots=True)
class _Weights:
    """How much units count where values are averaged: what was recorded beside them, by measure and first day."""

    recorded: Mapping[tuple[int, object], Mapping[int, float | None]]
    tree: UnitTree

    @classmethod
    def of(
        cls, plan: Plan, specs: Mapping[int, MeasureSpec], held: Sequence[HeldBelow], periods: Sequence[Period]
    ) -> "_Weights":
        weighed = [spec for spec in specs.values() if any(map(weighed_by, spec.versions))]
        if not weighed:
            return cls({}, UnitTree({}, ()))
        days = {asked_on(period, spec.frequency).astype(object) for spec in weighed for period in periods}
        rows = Actual.objects.filter(
            measure__in=[spec.id for spec in weighed], unit__isnull=False, period__in=days, superseded_at=None
        )
        found: dict[tuple[int, object], dict[int, float | None]] = defaultdict(dict)
        for measure, day, unit, weight in rows.values_list("measure_id", "period", "unit_id", "denominator"):
            found[measure, day][unit] = weight
        return cls(found, unit_tree(plan, sorted({unit for one in found.values() for unit in one})))

    def of_units(self, one: HeldBelow, spec: MeasureSpec, period: Period) -> Floats | None:
        """How much each unit counts; None where its value is not that of a single period of the measure."""
        way = weighed_by(spec)
        if not way:
            return np.ones(len(one.units))
        if not is_of_one_period(spec, period):
            return None
        known = self.recorded.get((one.measure, asked_on(period, spec.frequency).astype(object)), {})
        found = np.array(denominators(known, self.tree.parents_on(period.end), one.units))
        # A mean counts every unit alike where nobody gave a weight.
        return np.ones(len(one.units)) if way != "ratio" and np.isnan(found).all() else found


def _rows(pairs: Sequence[tuple[int, int]]) -> LeafRows:
    measures, units = (np.array([pair[at] for pair in pairs], dtype=np.int64) for at in (0, 1))
    return LeafRows(np.zeros(len(pairs), np.int64), measures, units)


def _number(known: float | None) -> float:
    return np.nan if known is None else known
