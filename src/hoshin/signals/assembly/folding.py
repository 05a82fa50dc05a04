"""What explains that the score of something moved: the measure to which nearly all of the change goes back."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.base.periods import Period
from hoshin.scorecards.assembly.explain import Moment, compared
from hoshin.scorecards.models import Node
from hoshin.strategy.models import Plan

# From this share on one measure is the story.
EXPLAINS_FROM = 0.7


@dataclass(frozen=True, slots=True)
class MovedScore:
    """The score of a node moved in a period of a plan."""

    node: int
    plan: Plan
    period: Period


def explaining_nodes(moved: Sequence[MovedScore]) -> dict[int, int]:
    """By node that of the one leaf that explains at least 70 % of its change since the period before.

    Four statements for each: whoever asks limits how many these are.
    """
    found = {}
    for one in moved:
        moments = Moment(one.period.shift(-1)), Moment(one.period)
        movement = compared(one.plan, one.node, *moments, sees=lambda nodes: nodes).movement
        if movement.before is None or movement.after is None or movement.before == movement.after:
            continue
        change = movement.after - movement.before
        of_leaves = [effect for effect in movement.effects if effect.kind == "score" and effect.node is not None]
        largest = max(of_leaves, key=lambda effect: effect.points / change, default=None)
        if largest is not None and largest.node is not None and largest.points / change >= EXPLAINS_FROM:
            found[one.node] = largest.node
    return found


def measures_of_nodes(nodes: Sequence[int]) -> dict[int, int]:
    """By node the measure that has the score, of nodes of measures. One statement."""
    rows = Node.objects.filter(pk__in=nodes, measure__isnull=False).values_list("pk", "measure")
    return {pk: measure for pk, measure in rows if measure is not None}
