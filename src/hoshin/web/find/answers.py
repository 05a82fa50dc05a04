"""Answers of the command palette: what the actor may open or do, by the words typed."""

from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.strategy.selectors import Found, found
from hoshin.web.addresses import address_or_none
from hoshin.web.navigation import deeds, pages

EACH = 7
KINDS: dict[str, str | Promise] = {
    "objective": _("Objectives"),
    "measure": _("Measures"),
    "unit": _("Units"),
    "person": _("People"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of the palette."""

    address: str
    title: str | Promise
    detail: str = ""


def answers_to(actor: Actor, query: str) -> list[tuple[str | Promise, list[Answer]]]:
    """Groups of answers, pages and deeds first where nothing is asked yet. At most five queries."""
    places = _places(actor, query)
    if not query:
        return [(_("Pages"), places)] if places else []
    things = found(actor, query, EACH)
    groups = [(label, [_answer(one) for one in things if one.kind == kind][:EACH]) for kind, label in KINDS.items()]
    groups = sorted(groups, key=lambda group: _first(things, group[1]))
    return [(label, answers) for label, answers in [*groups, (_("Pages"), places)] if answers]


def _first(things: list[Found], answers: list[Answer]) -> int:
    """Where the best answer of a group stands among all."""
    order = [_answer(one) for one in things]
    return order.index(answers[0]) if answers else len(order)


def _places(actor: Actor, query: str) -> list[Answer]:
    wanted = query.casefold()
    return [
        Answer(address, place.label, "")
        for place in (*pages(), *deeds())
        if place.is_for(actor) and wanted in str(place.label).casefold() and (address := address_or_none(place.name))
    ]


def _answer(one: Found) -> Answer:
    match one.kind:
        case "objective" | "measure":
            address = reverse(one.kind, args=[one.code])
        case "unit":
            address = f"{reverse('scorecard')}?unit={quote(one.code)}"
        case _:
            address = reverse("person", args=[one.code])
    detail = " · ".join(part for part in (one.code, one.detail[:40]) if part)
    return Answer(address, one.name, detail)
