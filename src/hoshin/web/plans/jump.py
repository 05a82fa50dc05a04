"""From a code or a name to the place in the outline where it stands, with the branches on the way open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from hoshin.accounts.access import Actor
from hoshin.base.finding import found
from hoshin.measures.policies import measures_visible_to
from hoshin.strategy.outline import PAGE, way_to
from hoshin.strategy.policies import objectives_visible_to
from hoshin.web.found_field import MARK
from hoshin.web.plans.place import LOOSE, OutlinePlace

MOST = 12


@dataclass(frozen=True, slots=True)
class PartFound:
    """An objective or a measure that may be meant, and where to go for it."""

    address: str
    code: str
    name: str


def place_meant(actor: Actor, plan: Any, text: str) -> tuple[str | None, Sequence[PartFound]]:
    """The address of what the text names by its code; else of the one thing of that name, or those to choose from."""
    address = _address_of(actor, plan, text.split(MARK)[0].strip())
    if address:
        return address, ()
    things = found(actor, text, MOST, ("objective", "measure"))
    named = [one for one in things if one.name.casefold() == text.casefold()] or things
    if len(named) == 1:
        return _address_of(actor, plan, named[0].code), ()
    page = reverse("plan_edit")
    return None, [
        PartFound(f"{page}?{urlencode({'plan': plan.code, 'q': one.code})}", one.code, one.name) for one in things
    ]


def _address_of(actor: Actor, plan: Any, code: str) -> str | None:
    objective = objectives_visible_to(actor).filter(code__iexact=code, plan=plan).first()
    thing = objective or measures_visible_to(actor).filter(code__iexact=code).first()
    way = way_to(actor, thing, plan) if thing else None
    if way is None:
        return None
    place = OutlinePlace(plan.code).opening(*(above.code for above in way.opened))
    top = way.opened[0] if way.opened else objective
    key = f"perspective-{top.perspective_id or 0}"
    if way.top.first:
        place = place.showing(key, way.top)
    for pk, span in way.spans.items():
        if span.last > PAGE:
            place = place.showing(f"objective-{pk}", span)
    if key == LOOSE:
        place = place.with_loose()
    kind = "objective" if objective else "measure"
    where = f"contribution-{way.contribution_id}" if way.contribution_id else f"objective-{objective.pk}"
    return f"{place.address}#{kind}-{where}"
