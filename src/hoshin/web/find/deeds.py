"""What can be done, as answers: pages and deeds by their words, and deeds with the name of a thing behind the verb."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from hoshin.accounts.access import Actor
from hoshin.base.finding import Found, found
from hoshin.base.words import folded, terms_of
from hoshin.web.addresses import address_or_none
from hoshin.web.navigation import Deed, RailPage, ThingDeed, deeds, pages, thing_deeds

_SHORTEST_VERB = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of the palette; `distance` says how far it is from what was asked for, 0 is it."""

    address: str
    title: str | Promise
    detail: str | Promise = ""
    distance: int = 3


def places_called(actor: Actor, query: str) -> list[Answer]:
    """Pages and deeds that the actor may open and whose words hold all that were typed: the nearest first."""
    terms = terms_of(query)
    places = [place for place in (*pages(), *deeds()) if place.is_for(actor) and _has(place, terms)]
    may = {
        only: only(actor) for only in {place.only for place in places if isinstance(place, Deed)} if only is not None
    }
    places = [place for place in places if not isinstance(place, Deed) or place.only is None or may[place.only]]
    found = [
        Answer(_with_query(address, place), place.label, "", _distance(place, query))
        for place in places
        if (address := address_or_none(place.name))
    ]
    return sorted(found, key=lambda answer: answer.distance)


def deeds_with_things(actor: Actor, query: str, limit: int) -> list[Answer]:
    """Deeds whose verb begins the query, with the things that the rest of it names. A query for each kind, and policy."""
    verb, _blank, rest = folded(query).partition(" ")
    if len(verb) < _SHORTEST_VERB or not rest.strip():
        return []
    meant = [deed for deed in thing_deeds() if deed.is_for(actor) and _is_verb(deed, verb)]
    things = found(actor, rest, limit, {deed.kind for deed in meant}) if meant else []
    return [answer for deed in meant for answer in _done_with(actor, deed, things)][:limit]


def verbs_known(actor: Actor) -> list[str]:
    """The first verb of each deed with a thing that the actor may do, for the empty palette to teach."""
    return list(dict.fromkeys(str(deed.verbs).split()[0] for deed in thing_deeds() if deed.is_for(actor)))


def _done_with(actor: Actor, deed: ThingDeed, things: list[Found]) -> list[Answer]:
    fitting = [one for one in things if one.kind == deed.kind]
    if deed.only is not None and fitting:
        may = deed.only(actor, [one.id for one in fitting])
        fitting = [one for one in fitting if one.id in may]
    return [
        Answer(reverse(deed.name, args=deed.arguments(one)), str(deed.label) % {"name": one.name}, one.code, 0)
        for one in fitting
    ]


def _is_verb(deed: ThingDeed, verb: str) -> bool:
    return any(word.startswith(verb) for word in terms_of(str(deed.verbs)))


def _has(place: RailPage | Deed, terms: list[str]) -> bool:
    words = terms_of(f"{place.label} {place.also}")
    return all(any(term in word for word in words) for term in terms)


def _distance(place: RailPage | Deed, query: str) -> int:
    wanted, terms = folded(query), terms_of(query)
    own, others = terms_of(str(place.label)), terms_of(str(place.also))
    if wanted == folded(str(place.label)) or (terms and all(term in own + others for term in terms)):
        return 0
    begins = all(any(word.startswith(term) for word in own + others) for term in terms)
    return 1 if begins else 3


def _with_query(address: str, place: RailPage | Deed) -> str:
    query = place.query if isinstance(place, Deed) else ()
    return f"{address}?{urlencode(query)}" if query else address
