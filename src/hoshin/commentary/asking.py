"""Where commentary is asked for and missing, as the plan says."""

from collections.abc import Mapping
from functools import reduce
from operator import or_

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from hoshin.accounts.access import Actor
from hoshin.base.ordering import counted
from hoshin.base.periods import Period
from hoshin.commentary.policies import CommentaryRight, commentaries_visible_to
from hoshin.commentary.selectors import said
from hoshin.org.relations import heads_unit, is_self
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.policies import nodes_visible_to
from hoshin.scorecards.selectors import closed_periods
from hoshin.scorecards.selectors.periods import latest_periods
from hoshin.scorecards.selectors.shown_status import set_by_hand, shown_as
from hoshin.scorecards.statuses import LATE, STATUSES
from hoshin.strategy.choices import AsksCommentary
from hoshin.strategy.models import Plan
from hoshin.strategy.policies import plans_visible_to

MOST = 200
_RED = tuple(number for number, word in STATUSES.items() if word.tone == "poor")


def statuses_asked(plan: Plan) -> tuple[int, ...]:
    """The statuses of which the plan wants to read why."""
    if plan.asks_commentary == AsksCommentary.NEVER:
        return ()
    return (*_RED, LATE) if plan.asks_commentary == AsksCommentary.OFF_TRACK_OR_LATE else _RED


def commentary_missing(actor: Actor, plan: Plan, period: Period, *, is_own: bool = False) -> list[Node]:
    """Objectives and measures of which nothing was said in a period that is asked for, by their codes. Three queries.

    A word on the period or on a part of it answers. `is_own`: what the actor owns, supplies values of, or holds as head
    of a unit; whoever may not comment on all sees theirs alone.
    """
    if not statuses_asked(plan):
        return []
    nodes = nodes_without_a_word(actor, plan, period)
    if is_own or not actor.has(CommentaryRight.WRITE_ANY):
        nodes = nodes.filter(_is_own(actor))
    found = nodes.select_related("measure", "objective", "unit").order_by("pk").distinct()[:MOST]
    return sorted(found, key=_reading_order)


def plans_that_ask(actor: Actor) -> QuerySet[Plan]:
    """The plans that ask for commentary on anything."""
    return plans_visible_to(actor).exclude(asks_commentary=AsksCommentary.NEVER)


def own_commentary_missing(actor: Actor) -> list[tuple[Period, Node]]:
    """The same of what is the actor's own, over all plans that ask, each in its latest period. Two queries.

    It stands on the page where everybody lands, however many plans there are.
    """
    periods = latest_periods(plans_that_ask(actor))
    if not periods:
        return []
    asked = reduce(
        or_,
        (
            Q(pk__in=_without_a_word(actor, one.plan, one.period, one.is_closed, one.by_hand).values("pk"))
            for one in periods
        ),
    )
    nodes = nodes_visible_to(actor).filter(asked).filter(_is_own(actor))
    of_plan = {one.plan.pk: (order, one.period) for order, one in enumerate(periods)}
    found = nodes.select_related("measure", "objective", "unit").order_by("pk").distinct()[:MOST]
    rows = [(*of_plan[node.plan_id], node) for node in found]
    rows.sort(key=lambda row: (row[0], *_reading_order(row[2])))
    return [(period, node) for _order, period, node in rows]


def nodes_without_a_word(actor: Actor, plan: Plan, period: Period) -> QuerySet[Node]:
    """Of what the actor may see, the objectives and measures of which a word is asked for and nobody said any.

    None where the plan asks for nothing; else two queries, and the one to come.
    """
    is_closed = period.start in closed_periods(plan)
    return _without_a_word(actor, plan, period, is_closed, set_by_hand(plan, period, is_closed))


def _without_a_word(
    actor: Actor, plan: Plan, period: Period, is_closed: bool, by_hand: Mapping[int, int]
) -> QuerySet[Node]:
    nodes = nodes_visible_to(actor).filter(plan=plan)
    nodes = nodes.annotate(now=FilteredRelation("scores", condition=Q(scores__period=period.start)))
    asked = [
        Q(kind=kind) & shown_as(status, plan, kind, period, is_closed, by_hand)
        for kind in (NodeKind.OBJECTIVE, NodeKind.MEASURE)
        for status in statuses_asked(plan)
    ]
    return nodes.filter(reduce(or_, asked, Q(pk__in=()))).exclude(_has_a_word(actor, period))


def nodes_with_a_word(actor: Actor, plan: Plan, period: Period) -> QuerySet[Node]:
    """Of what the actor may see, the objectives and measures of which something was said in a period or a part of it."""
    return nodes_visible_to(actor).filter(_has_a_word(actor, period), plan=plan)


def _reading_order(node: Node) -> tuple[str, str]:
    return counted(node.thing.code), node.unit.code if node.unit else ""


def _has_a_word(actor: Actor, period: Period) -> Q:
    """Nodes of which somebody said something in the period or a part of it."""
    rows = said(commentaries_visible_to(actor)).filter(starts_on__range=(period.start, period.end))
    rows = rows.alias(whose=Coalesce("unit_id", 0)).filter(whose=Coalesce(OuterRef("unit_id"), 0))
    on_measure, on_objective = rows.filter(measure=OuterRef("measure")), rows.filter(objective=OuterRef("objective"))
    return Q(Exists(on_measure)) | Q(Exists(on_objective))


def _is_own(actor: Actor) -> Q:
    paths = ("objective__owner", "measure__owner", "measure__supplier")
    return reduce(or_, (is_self(actor, path) for path in paths)) | Q(unit__isnull=False) & heads_unit(actor, "unit")
