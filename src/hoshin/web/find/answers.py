"""Answers of the command palette: what the actor may open or do, by the words typed."""

from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor, Right
from hoshin.strategy.selectors import Found, found
from hoshin.web.addresses import address_or_none
from hoshin.web.context import ITEMS

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


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do, by the name of its address."""

    name: str
    label: str | Promise
    right: Right


DEEDS = (
    Deed("profile", _("Profile and tokens"), Right.SEE),
    Deed("plan_new", _("Begin a plan"), Right.EDIT_PLAN),
    Deed("unit_new", _("Add a unit"), Right.EDIT_PLAN),
    Deed("person_new", _("Add a person"), Right.EDIT_PLAN),
    Deed("scorecard_csv", _("Download the scorecard as CSV"), Right.EXPORT),
    Deed("style", _("Style page"), Right.SEE),
)


def answers_to(actor: Actor, query: str) -> list[tuple[str | Promise, list[Answer]]]:
    """Groups of answers, pages and deeds first where nothing is asked yet. At most five queries."""
    pages = _pages(actor, query)
    if not query:
        return [(_("Pages"), pages)] if pages else []
    things = found(actor, query, EACH)
    groups = [(label, [_answer(one) for one in things if one.kind == kind][:EACH]) for kind, label in KINDS.items()]
    groups = sorted(groups, key=lambda group: _first(things, group[1]))
    return [(label, answers) for label, answers in [*groups, (_("Pages"), pages)] if answers]


def _first(things: list[Found], answers: list[Answer]) -> int:
    """Where the best answer of a group stands among all."""
    order = [_answer(one) for one in things]
    return order.index(answers[0]) if answers else len(order)


def _pages(actor: Actor, query: str) -> list[Answer]:
    wanted = query.casefold()
    places = [(item.name, item.label) for item in ITEMS if item.is_for(actor)]
    places += [(deed.name, deed.label) for deed in DEEDS if actor.has(deed.right)]
    return [
        Answer(address, label, "")
        for name, label in places
        if wanted in str(label).casefold() and (address := address_or_none(name))
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
