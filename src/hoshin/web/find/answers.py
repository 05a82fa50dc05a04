"""Answers of the command palette: what the actor may open or do, by the words typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Finds, Found, distance, found, kinds_found
from hoshin.base.words import folded
from hoshin.desk.selectors import starred, views_called
from hoshin.web.find.deeds import Answer, deeds_with_things, places_called
from hoshin.web.find.periods import is_whole_word, periods_called
from hoshin.web.find.recent import places_lately
from hoshin.web.kept import address_of_starred

EACH = 7


@dataclass(frozen=True, slots=True)
class Group:
    """Answers of a kind, under their name."""

    label: str | Promise
    answers: list[Answer]

    @property
    def distance(self) -> int:
        return min(answer.distance for answer in self.answers)


def answers_to(actor: Actor, query: str, lately: Sequence[str] = ()) -> list[Group]:
    """Groups of answers, that of the best answer first. One query for each kind of thing, and a few for deeds.

    Where nothing is asked yet: favourites, where one was lately, then all pages and deeds.
    """
    if not query:
        groups = [Group(_("Favourites"), _favourites(actor)), Group(_("Lately"), places_lately(actor, lately))]
        return _given([*groups, Group(_("Pages"), places_called(actor, ""))])
    things = found(actor, query, EACH)
    kinds = [
        Group(finds.label, [_answer(finds, one, query) for one in things if one.kind == finds.kind])
        for finds in kinds_found()
    ]
    groups = [
        Group(_("Do"), deeds_with_things(actor, query, EACH)),
        *kinds,
        Group(_("Saved views"), _views(actor, query)),
        Group(_("Scorecard of a period"), _periods(actor, query)),
        Group(_("Pages"), places_called(actor, query)),
    ]
    return sorted(_given(groups), key=lambda group: group.distance)


def _favourites(actor: Actor) -> list[Answer]:
    return [Answer(address_of_starred(one), one.name, one.label) for one in starred(actor)[:EACH]]


def _views(actor: Actor, query: str) -> list[Answer]:
    wanted = folded(query)
    return [
        Answer(
            reverse("saved_view", args=[view.pk]), view.name, distance=1 if folded(view.name).startswith(wanted) else 2
        )
        for view in views_called(actor, query)[:EACH]
    ]


def _given(groups: list[Group]) -> list[Group]:
    return [group for group in groups if group.answers]


def _periods(actor: Actor, query: str) -> list[Answer]:
    page = reverse("scorecard")
    return [
        Answer(f"{page}?{urlencode({'period': str(one)})}", one.label, str(one), 0 if is_whole_word(one, query) else 1)
        for one in periods_called(actor, query)
    ]


def _answer(finds: Finds, one: Found, query: str) -> Answer:
    if finds.parameter:
        address = f"{reverse(finds.address)}?{urlencode({finds.parameter: one.code}, safe='/', quote_via=quote)}"
    else:
        address = reverse(finds.address, args=[one.code])
    detail = " · ".join(part for part in (one.code, one.detail[:40]) if part)
    return Answer(address, one.name, detail, distance(one, query))
