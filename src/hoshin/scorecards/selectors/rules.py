"""What a plan said of its scores in a period, for those who look at it: its cut points, and until when they held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoshin.base.periods import Period
from hoshin.scorecards.assembly.rules import Rules
from hoshin.scorecards.assembly.zones import Zone
from hoshin.scorecards.selectors.series import Point
from hoshin.scorecards.statuses import PROGRESS_CUTS
from hoshin.strategy.choices import StatusScale
from hoshin.strategy.models import Plan


@dataclass(frozen=True, slots=True)
class HeldRule:
    """Off track below, on track from (0–100), the least coverage (0–1); `until` the day (exclusive; None: they hold on).

    `has_cuts`: statuses are found by the cut points, not by progress.
    """

    red_below: float
    green_from: float
    min_coverage: float
    has_cuts: bool
    until: date | None

    @property
    def cuts(self) -> tuple[float, ...]:
        """Where statuses begin."""
        return (self.red_below, self.green_from) if self.has_cuts else PROGRESS_CUTS


def rule_in(plan: Plan, period: Period | None) -> HeldRule:
    """What a plan says of the scores of a period; None: of those today.

    One query, where the plan was not read with what it said before, as `plans_visible_to` reads it.
    """
    spans = Rules.of(plan).spans
    held = spans[-1] if period is None else next(one for one in spans if one.until is None or period.end < one.until)
    said, has_cuts = held.said, held.said.status_scale == StatusScale.STANDARD
    return HeldRule(said.red_below, said.green_from, said.min_coverage, has_cuts, held.until)


def score_zones(plan: Plan, points: Sequence[Point]) -> list[Zone]:
    """The colours of scores in the periods of some points, by the cut points that held then."""
    rules = Rules.of(plan)
    cuts = [rules.on(point.period.end).cuts for point in points]
    return [Zone(held.red, held.green, None, None) for held in cuts]
