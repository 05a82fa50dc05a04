"""What every page's frame shows."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import Promise, SimpleLazyObject

from hoshin.accounts.access import Actor
from hoshin.web.access import actor_of
from hoshin.web.addresses import address_or_none
from hoshin.web.jinja import here
from hoshin.web.kept import KEPT_PAGES
from hoshin.web.navigation import help_on, pages


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of the rail as it is drawn; `group` is set on the first item of a group."""

    label: str | Promise
    address: str
    icon: str
    is_current: bool
    is_wide: bool
    group: str | Promise


def frame(request: HttpRequest) -> dict[str, Any]:
    """Rail, theme, who is asking, and `here`, which makes addresses of this page; a stranger's rail is empty."""
    user = getattr(request, "user", None)
    is_known = user is not None and user.is_authenticated
    actor = actor_of(request) if is_known else None
    current = _current(request)
    return {
        "rail": rail(actor, current) if actor else [],
        "theme": user.theme if is_known else "",
        "links": {name: address_or_none(name) for name in ("find", "help", "home", "profile", "sign_out", "scorecard")},
        "actor": actor,
        "unread_notices": getattr(user, "unread_notices", 0) if is_known else 0,
        "here": partial(here, request),
        "help_on": help_on(current),
        "kept_page": current if actor and current in KEPT_PAGES else "",
        # Masked once for all forms of a page: Django's own does it again for each of them.
        "csrf_input": SimpleLazyObject(partial(csrf_input, request)),
    }


def rail(actor: Actor, current: str) -> list[NavItem]:
    """The pages that the actor may open and that exist, with the current one marked."""
    items: list[NavItem] = []
    group: str | Promise = ""
    for page in pages():
        address = address_or_none(page.name)
        if address is None or not page.is_for(actor):
            continue
        opens = page.group if page.group != group else ""
        group = page.group
        is_current = current == page.name or current in page.belongs
        items.append(NavItem(page.label, address, page.icon, is_current, page.is_wide, opens))
    return items


def _current(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name or "") if match else ""
