"""Which entries of the catalogue to offer somebody: three, by the gap that each helps with and the goal behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

from hoshin.engine.recommending import recommended
from hoshin.growth.models import Competency, LearningItem
from hoshin.strategy.models import Objective


@dataclass(frozen=True, slots=True)
class LearningOption:
    """An entry with the premises on which it is offered: the competency, the levels missing, and the goal that needs it
    with its share 0–1 of the plan. Without a goal it weighs nothing."""

    item: LearningItem
    competency: Competency
    level: int | None
    wanted: int
    objective: Objective | None
    contribution: float
    weight: float = 0.0

    @property
    def gap(self) -> int:
        return max(self.wanted - (self.level or 0), 0)


def best_options(options: Sequence[LearningOption]) -> list[LearningOption]:
    """Three at most, the weightiest first, no entry twice: of one that helps with several gaps the weightiest stays."""
    found: dict[int, LearningOption] = {}
    for one in sorted(options, key=lambda one: (-one.gap * one.contribution, -one.gap)):
        found.setdefault(one.item.pk, one)
    rows = sorted(found.values(), key=lambda one: one.item.code)
    costs = [nan if one.item.cost is None else one.item.cost for one in rows]
    order, weight = recommended([one.gap for one in rows], [one.contribution for one in rows], costs)
    return [
        LearningOption(
            rows[at].item, rows[at].competency, rows[at].level, rows[at].wanted, rows[at].objective,
            rows[at].contribution, float(weight[at]),
        )
        for at in order
    ]  # fmt: skip
