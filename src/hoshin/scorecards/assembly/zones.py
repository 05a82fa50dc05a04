"""Which values of a measure would have had which colour, period by period, as its targets held then."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from hoshin.base.periods import Period
from hoshin.engine import scoring as engine
from hoshin.engine.scoring import ScoreInputs
from hoshin.measures.models import Target
from hoshin.scorecards.assembly.leaves import resolved_methods
from hoshin.scorecards.assembly.rules import Rule, Rules
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec
from hoshin.scorecards.assembly.targets import target_matrix, target_rows
from hoshin.strategy.models import Plan

_LINES = ("baseline", "low", "high", "red", "green", "worst", "best", "tolerance")


@dataclass(frozen=True, slots=True)
class Zone:
    """The edges between colours in one period, from below; the target in the end, or the band. None: there is none."""

    red_below: float | None
    green_from: float | None
    green_to: float | None
    red_above: float | None
    aim: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def has_colours(self) -> bool:
        return self.green_from is not None or self.green_to is not None


class Scored(Protocol):
    """A period of a measure with what was expected by then."""

    @property
    def period(self) -> Period: ...
    @property
    def target(self) -> float | None: ...


def zones_over(
    rules: Rules, spec: MeasureSpec, unit_id: int | None, points: Sequence[Scored], stored: Sequence[Target], plan: Plan
) -> list[Zone]:
    """The zones of a measure, for one unit or as a whole, in the periods of some points; no query but for summed targets.

    `stored` are all targets of the measure. A point's target is what was wanted by its period as it was scored; None
    where nothing was. A measure that is scored by the movement of its values has no colours, only its target.
    """
    zones: dict[int, Zone] = {}
    for columns, rule in rules.runs([point.period for point in points]):
        for version in spec.versions:
            some = [at for at in columns if spec.on(points[at].period.end) is version]
            if some:
                zones |= zip(some, _zones(rule, version, unit_id, [points[at] for at in some], stored, plan))
    return [zones[at] for at in range(len(points))]


def _zones(
    rule: Rule, spec: MeasureSpec, unit_id: int | None, points: Sequence[Scored], stored: Sequence[Target], plan: Plan
) -> list[Zone]:
    rows = LeafRows(np.array([0]), np.array([spec.id]), np.array([unit_id or 0]))
    periods = [point.period for point in points]
    targets = target_matrix({spec.id: spec}, rows, periods, [spec.id], target_rows(stored), plan=plan)
    wanted = np.array([[np.nan if point.target is None else point.target for point in points]])
    wanted = np.where(np.isnan(targets["target"]), np.nan, wanted)
    found = engine.zones(
        ScoreInputs(
            method=resolved_methods([spec], targets, wanted),
            direction=-1 if spec.direction == "lower" else 1,
            value=np.nan,
            target=wanted,
            **{name: targets[name] for name in _LINES},
        ),
        rule.cuts,
    )
    edges = (found.red_below, found.green_from, found.green_to, found.red_above)
    columns = (*edges, *(targets[name] for name in ("target", "low", "high")))
    return [Zone(*(_known(edge[0, at]) for edge in columns)) for at in range(len(points))]


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
