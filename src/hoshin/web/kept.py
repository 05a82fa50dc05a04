"""Which pages can be kept as views, and where views and starred things lead; what of it stands on a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.desk.models import LONGEST_QUERY
from hoshin.desk.selectors import StarredThing, is_starred

KEPT_PAGES: Mapping[str, str | Promise] = {
    "scorecard": _("Scorecard"),
    "objectives": _("Objectives"),
    "measures": _("Measures"),
    "side_by_side": _("Side by side"),
    "strategy_map": _("Strategy map"),
}
# The number of a page of a long list is no part of what somebody wants to see again.
_PASSING = {"page"}


@dataclass(frozen=True, slots=True)
class Star:
    """The star of a thing on its page; None: it stands there already, and stays as it is."""

    kind: str
    number: int
    is_on: bool | None


def star_of(actor: Actor, kind: str, number: int) -> Star:
    """Whether the thing is a favourite of the actor. One query."""
    return Star(kind, number, is_starred(actor, kind, number))


def query_kept(text: str) -> str:
    """What follows a page's address, as it is kept: without what passes."""
    pairs = [(name, value) for name, value in parse_qsl(text[: 2 * LONGEST_QUERY]) if name not in _PASSING]
    return urlencode(pairs)[:LONGEST_QUERY]


def address_of_view(page: str, query: str) -> str:
    """Where a saved view leads: always to a page of ours."""
    address = reverse(page if page in KEPT_PAGES else "scorecard")
    return f"{address}?{query}" if query else address


def address_of_starred(one: StarredThing) -> str:
    """Where a favourite leads."""
    if one.kind == "plan":
        return f"{reverse('plan_edit')}?{urlencode({'plan': one.code})}"
    if one.kind == "saved_view":
        return reverse("saved_view", args=[one.number])
    return reverse(one.kind, args=[one.code])
