"""Whether what an action acts on moved: from the values that were recorded, before and since."""

from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.actions.models import CorrectiveAction
from hoshin.base.periods import Period
from hoshin.measures.models import Measure
from hoshin.org.models import Unit
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.selectors import Point, series_of
from hoshin.strategy.models import Objective

_ROUNDING = 1e-9
_MOST_PERIODS = 400


@dataclass(frozen=True, slots=True)
class ActionEffect:
    """What was measured in the period that was off track, and last since; None: nothing was. Of an objective its score."""

    before: float | None = None
    after: float | None = None
    before_in: Period | None = None
    after_in: Period | None = None

    @property
    def moved(self) -> float | None:
        return None if self.before is None or self.after is None else self.after - self.before

    def is_within(self, low: float | None, high: float | None) -> bool | None:
        """Whether it moved by as much as was expected; None where nothing was expected, or nothing is known yet."""
        if self.moved is None or low is None or high is None:
            return None
        leeway = _ROUNDING * max(1.0, abs(low), abs(high))
        return low - leeway <= self.moved <= high + leeway


def effect_of(actor: Actor, action: CorrectiveAction) -> ActionEffect:
    """What is known of an action's effect: as it was found when it was checked, else as it stands now. Two queries."""
    if action.concluded_on is not None:
        return ActionEffect(action.before, action.after)
    acts_on: Measure | Objective = action.effect_on or action.thing
    is_own = action.effect_on_id in (None, action.measure_id)
    node = _node_of(actor, acts_on, action.unit if is_own else None)
    if node is None:
        return ActionEffect()
    until = Period.containing(action.check_on, node.plan.period_frequency)
    first = Period.containing(action.period_start, node.plan.period_frequency).shift(
        -node.plan.period_frequency.per_year
    )
    count = min(sum(1 for _one in first.until(until)), _MOST_PERIODS)
    points = series_of(node.plan, node.pk, until, count)
    numbers = [(point, point.value if isinstance(acts_on, Measure) else point.score) for point in points]
    known = [(point, number) for point, number in numbers if number is not None]
    before = next((one for one in reversed(known) if one[0].period.start <= action.period.end), None)
    since = [one for one in known if one[0].period.start > action.period.end and _is_newer(one[0], before)]
    after = since[-1] if since else None
    return ActionEffect(
        before[1] if before else None,
        after[1] if after else None,
        before[0].period if before else None,
        after[0].period if after else None,
    )


def has_score(actor: Actor, objective: Objective, period: Period) -> bool:
    """Whether an objective had a score in a period or a part of it. One query."""
    scored = {"scores__score__isnull": False, "scores__period__range": (period.start, period.end)}
    return nodes_ever_visible_to(actor).filter(objective=objective, kind=NodeKind.OBJECTIVE, **scored).exists()


def _is_newer(point: Point, before: tuple[Point, float] | None) -> bool:
    """Whether its value was observed after the one before; a score is that of its period."""
    if before is None or point.observed_on is None or before[0].observed_on is None:
        return True
    return point.observed_on > before[0].observed_on


def _node_of(actor: Actor, thing: Measure | Objective, unit: Unit | None) -> Node | None:
    kind = NodeKind.MEASURE if isinstance(thing, Measure) else NodeKind.OBJECTIVE
    nodes = nodes_ever_visible_to(actor).filter(kind=kind, unit=unit, **{str(kind.value): thing})
    return nodes.select_related("plan").order_by("-is_active", "plan__position", "plan_id").first()
