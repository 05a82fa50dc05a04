"""Dimensions, and their members, as answers of the search."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Answers, Finds, as_answers, nearest
from hoshin.base.words import parts_that_hold
from hoshin.breakdowns.policies import dimensions_visible_to, members_visible_to


def _dimensions(actor: Actor, text: str, limit: int) -> list[Answers]:
    return nearest(dimensions_visible_to(actor), "dimension", text, limit)


def _members(actor: Actor, text: str, limit: int) -> list[Answers]:
    """A member is shown on the page of its dimension, whose code leads there."""
    rows = as_answers(members_visible_to(actor), "member", code="dimension__code", detail="dimension__name")
    return parts_that_hold(rows, text, limit)


FINDS = (
    Finds("dimension", _("Dimensions"), 70, _dimensions, "dimension"),
    Finds("member", _("Members of dimensions"), 71, _members, "dimension"),
)
