"""Official figures of closed periods, and those that are not what present knowledge gives."""

from collections.abc import Iterator, Sequence
from datetime import date

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.scorecards.assembly.scores import found_rows
from hoshin.scorecards.figures import IS_OFFICIAL
from hoshin.scorecards.models import Score
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.rows import Figure
from hoshin.scorecards.selectors.periods import closed_periods, periods_of
from hoshin.strategy.models import Plan

OfficialFigure = tuple[int, date, Figure | None]
_CLOSED = [f"closed_{name}" for name in Figure._fields]
_PERIODS_AT_ONCE = 24


def node_ids_ever(actor: Actor, plan: Plan) -> set[int]:
    """Nodes of a plan that the actor may see, also those that do not count any more."""
    return set(nodes_ever_visible_to(actor).filter(plan=plan).values_list("id", flat=True))


def official_figures(actor: Actor, plan: Plan, periods: Sequence[date]) -> dict[tuple[int, date], Figure]:
    """Official figures of a plan by node and first day of the period."""
    seen = node_ids_ever(actor, plan)
    rows = Score.objects.filter(IS_OFFICIAL, node__plan=plan, period__in=periods)
    found = rows.values_list("node_id", "period", *_CLOSED)
    return {(node, period): Figure(*figure) for node, period, *figure in found if node in seen}


def restated_figures(actor: Actor, plan: Plan) -> Iterator[OfficialFigure]:
    """Official figures that differ from what is found from present knowledge, by period and node.

    A figure of None says that a node with a score now had none when its period was closed.
    """
    seen = node_ids_ever(actor, plan)
    closed = sorted(closed_periods(plan))
    known = {period.start for period in periods_of(plan)}
    for at in range(0, len(closed), _PERIODS_AT_ONCE):
        batch = closed[at : at + _PERIODS_AT_ONCE]
        present = _present(plan, [Period(plan.period_frequency, start) for start in batch if start in known])
        official = official_figures(actor, plan, batch)
        for node, start in sorted(official.keys() | present.keys(), key=lambda place: (place[1], place[0])):
            figure = official.get((node, start))
            if node in seen and figure != present.get((node, start)):
                yield node, start, figure


def _present(plan: Plan, periods: Sequence[Period]) -> dict[tuple[int, date], Figure]:
    if not periods:
        return {}
    return {
        (row.node, row.period): Figure(row.score, row.coverage, row.status, row.value, row.target)
        for row in found_rows(plan, periods)
    }
