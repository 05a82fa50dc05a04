"""Who sees and records what of breakdowns: values through their measure; dimensions and members are open as units are."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.breakdowns.models import Breakdown, Dimension, Member, MemberValue
from hoshin.measures.models import Measure
from hoshin.measures.policies import awaiting, require_may_record


def _is_of_a_seen_measure(actor: Actor, path: str) -> Q:
    return opened("measure", actor, f"{path}measure__")


def _is_of_a_seen_breakdown(actor: Actor, path: str) -> Q:
    return opened("measure", actor, f"{path}breakdown__measure__")


OPEN = (Opening(Relation.EVERYONE, every),)
THROUGH_MEASURES = (Opening(Relation.THROUGH, _is_of_a_seen_measure),)
THROUGH_BREAKDOWNS = (Opening(Relation.THROUGH, _is_of_a_seen_breakdown),)


def dimensions_visible_to(actor: Actor) -> QuerySet[Dimension]:
    """All of them."""
    return visible(Dimension.objects.all(), "dimension", actor)


def members_visible_to(actor: Actor) -> QuerySet[Member]:
    """All of them."""
    return visible(Member.objects.all(), "member", actor)


def breakdowns_visible_to(actor: Actor) -> QuerySet[Breakdown]:
    """Those of measures that the actor may see."""
    return visible(Breakdown.objects.all(), "breakdown", actor)


def member_values_visible_to(actor: Actor) -> QuerySet[MemberValue]:
    """Values of members, of measures that the actor may see, with all their versions and notes."""
    return visible(MemberValue.objects.all(), "member_value", actor)


def require_may_record_members(actor: Actor, measures: Collection[Measure]) -> None:
    """Raise `Denied` unless the actor may record values of all these measures, and none of theirs waits for somebody.

    Values of members don't wait: of a measure that needs approval they are recorded by whoever gives it.
    """
    require_may_record(actor, measures)
    waiting = awaiting(actor, measures)
    for measure in measures:
        if measure.pk in waiting:
            raise Denied(
                Said(
                    "Values of %(measure)s need approval: those of its members are recorded by its owner, or by the office.",
                    measure=measure.code,
                )
            )


def may_record_members(actor: Actor, measure: Measure) -> bool:
    """Whether the actor may record values of the members of a measure."""
    try:
        require_may_record_members(actor, [measure])
    except Denied:
        return False
    return True
