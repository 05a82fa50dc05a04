"""Where commentary is asked for and missing, as the plan says."""

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
from hoshin.scorecards.selectors.shown_status import set_by_hand, shown_as
from hoshin.scorecards.statuses import LATE, STATUSES
from hoshin.strategy.models import AsksCommentary, Plan

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
    statuses = statuses_asked(plan)
    if not statuses:
        return []
    is_closed = period.start in closed_periods(plan)
    by_hand = set_by_hand(plan, period, is_closed)
    nodes = nodes_visible_to(actor).filter(plan=plan)
    nodes = nodes.annotate(now=FilteredRelation("scores", condition=Q(scores__period=period.start)))
    asked = [
        Q(kind=kind) & shown_as(status, plan, kind, period, is_closed, by_hand)
        for kind in (NodeKind.OBJECTIVE, NodeKind.MEASURE)
        for status in statuses
    ]
    nodes = _silent(actor, nodes.filter(reduce(or_, asked)), period)
    if is_own or not actor.has(CommentaryRight.WRITE_ANY):
        nodes = nodes.filter(_is_own(actor))
    found = nodes.select_related("measure", "objective", "unit").order_by("pk").distinct()[:MOST]
    return sorted(found, key=lambda node: (counted(node.thing.code), node.unit.code if node.unit else ""))


def _silent(actor: Actor, nodes: QuerySet[Node], period: Period) -> QuerySet[Node]:
    """Those of which nobody said anything in the period."""
    rows = said(commentaries_visible_to(actor)).filter(starts_on__range=(period.start, period.end))
    rows = rows.alias(whose=Coalesce("unit_id", 0)).filter(whose=Coalesce(OuterRef("unit_id"), 0))
    on_measure, on_objective = rows.filter(measure=OuterRef("measure")), rows.filter(objective=OuterRef("objective"))
    return nodes.exclude(Exists(on_measure)).exclude(Exists(on_objective))


def _is_own(actor: Actor) -> Q:
    paths = ("objective__owner", "measure__owner", "measure__supplier")
    return reduce(or_, (is_self(actor, path) for path in paths)) | Q(unit__isnull=False) & heads_unit(actor, "unit")
