"""How goals and their key results stand: their lines in one period of their plan."""

from collections.abc import Collection

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.scorecards.models import NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.selectors.lines import NodeLine, lines_of
from hoshin.strategy.models import Plan


def lines_of_goals(
    actor: Actor, plan: Plan, objectives: Collection[int], measures: Collection[int], period: Period
) -> dict[tuple[str, int], NodeLine]:
    """The lines of objectives and measures of the whole, by kind and number. Four queries, however many."""
    seen = nodes_ever_visible_to(actor).filter(plan=plan, unit=None)
    rows = seen.filter(objective__in=objectives) | seen.filter(kind=NodeKind.MEASURE, measure__in=measures)
    nodes = {
        pk: (kind, objective or measure)
        for pk, kind, objective, measure in rows.values_list("pk", "kind", "objective", "measure")
    }
    found = lines_of(actor, plan, list(nodes), period)
    return {nodes[pk]: line for pk, line in found.items()}
