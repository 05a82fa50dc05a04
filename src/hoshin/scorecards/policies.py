"""Who may see which scores, and what one may do to them beyond the rights that several apps ask for."""

from collections.abc import Hashable
from enum import StrEnum

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor, Right
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.scorecards.models import ClosedPeriod, Node, NodeKind, Score, StatusOverride


class ScorecardRight(StrEnum):
    CLOSE_PERIOD = "close and reopen periods"


def _is_of_the_plan(actor: Actor, path: str) -> Q:
    """The plan, its perspectives and its units stand open, as a plan does."""
    return Q(**{f"{path}kind__in": (NodeKind.PLAN, NodeKind.PERSPECTIVE, NodeKind.UNIT)})


def _is_seen_thing(actor: Actor, path: str) -> Q:
    """The score of what may be seen may be seen."""
    objective = Q(**{f"{path}kind": NodeKind.OBJECTIVE}) & opened("objective", actor, f"{path}objective__")
    measure = Q(**{f"{path}kind": NodeKind.MEASURE}) & opened("measure", actor, f"{path}measure__")
    return objective | measure


def _is_of_a_seen_node(actor: Actor, path: str) -> Q:
    return opened("node", actor, f"{path}node__")


OPEN = (Opening(Relation.EVERYONE, every),)
TO_NODES = (
    Opening(Right.SEE_PRIVATE, every),
    Opening(Relation.EVERYONE, _is_of_the_plan),
    Opening(Relation.THROUGH, _is_seen_thing),
)
THROUGH_NODES = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _is_of_a_seen_node))


def alike(actor: Actor) -> Hashable:
    """Equal for those who see the same nodes and scores: whoever sees private ones sees all, others by who they are."""
    return Right.SEE_PRIVATE if actor.has(Right.SEE_PRIVATE) else actor


def nodes_visible_to(actor: Actor) -> QuerySet[Node]:
    """Nodes that count today, as far as the actor may see what they stand for."""
    return nodes_ever_visible_to(actor).filter(is_active=True)


def nodes_ever_visible_to(actor: Actor) -> QuerySet[Node]:
    """As `nodes_visible_to`, with those that count in the past alone."""
    return visible(Node.objects.all(), "node", actor)


def scores_visible_to(actor: Actor) -> QuerySet[Score]:
    """Scores of nodes that the actor may see."""
    return visible(Score.objects.all(), "score", actor)


def overrides_visible_to(actor: Actor) -> QuerySet[StatusOverride]:
    """Statuses set by hand for nodes that the actor may see."""
    return visible(StatusOverride.objects.all(), "override", actor)


def closed_periods_visible_to(actor: Actor) -> QuerySet[ClosedPeriod]:
    """All closed periods; that a plan's figures are official is no secret."""
    return visible(ClosedPeriod.objects.all(), "closed_period", actor)
