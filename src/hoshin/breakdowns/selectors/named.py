"""Finds dimensions, members and breakdowns by their codes."""

from collections.abc import Sequence

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.single import single
from hoshin.base.words import codes_near
from hoshin.breakdowns.models import Breakdown, Dimension, Member, MemberValue
from hoshin.breakdowns.policies import (
    breakdowns_visible_to,
    dimensions_visible_to,
    member_values_visible_to,
    members_visible_to,
)
from hoshin.measures.fields import NUMBERS
from hoshin.measures.models import Measure


def dimension_by_code(actor: Actor, code: str) -> Dimension:
    """The dimension of that code, without regard to case. NotFound names codes like it."""
    rows = dimensions_visible_to(actor)
    found = single(rows.filter(code__iexact=code.strip()))
    if found is None:
        raise NotFound("dimension", code.strip(), known=codes_near(rows, code))
    return found


def members_in(actor: Actor, dimension: Dimension) -> QuerySet[Member]:
    """The members of a dimension in their order, each with what it is part of."""
    rows = members_visible_to(actor).filter(dimension=dimension).select_related("parent")
    return rows.order_by("position", "code")


def breakdowns_of(actor: Actor, measure: Measure) -> list[Breakdown]:
    """By which dimensions a measure is broken down, in their order. One query."""
    rows = breakdowns_visible_to(actor).filter(measure=measure).select_related("dimension")
    return list(rows.order_by("dimension__position", "dimension__code"))


def measures_by(actor: Actor, dimension: Dimension) -> list[Breakdown]:
    """What is broken down by a dimension, as far as the actor may see the measures, by their codes. One query."""
    rows = breakdowns_visible_to(actor).filter(dimension=dimension).select_related("measure")
    return list(rows.order_by("measure__code"))


def breakdown_by_codes(actor: Actor, measure: Measure, dimension: str) -> Breakdown:
    """The breakdown of a measure by the dimension of that code. NotFound names dimensions that there are."""
    return named_among(breakdowns_of(actor, measure), dimension)


def named_among(breakdowns: Sequence[Breakdown], dimension: str) -> Breakdown:
    """That of these breakdowns of one measure which is by the dimension of that code."""
    wanted = dimension.strip().casefold()
    for breakdown in breakdowns:
        if breakdown.dimension.code.casefold() == wanted:
            return breakdown
    raise NotFound("breakdown by", dimension.strip(), known=[one.dimension.code for one in breakdowns])


def current_values(actor: Actor, breakdown: Breakdown) -> QuerySet[MemberValue]:
    """The values of its members as known now, newest period first; withdrawn ones are left out."""
    rows = member_values_visible_to(actor).filter(breakdown=breakdown, superseded_at=None)
    rows = rows.exclude(**dict.fromkeys(NUMBERS)).select_related("member", "breakdown__measure")
    return rows.order_by("-period", "member__position", "member__code")
