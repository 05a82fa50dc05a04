"""What every page's frame shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.template.loader import get_template
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.safestring import SafeString, mark_safe

from hoshin.accounts.access import Actor
from hoshin.base.languages import spoken
from hoshin.web.access import actor_of
from hoshin.web.addresses import address, address_or_none
from hoshin.web.jinja import here
from hoshin.web.kept import KEPT_PAGES
from hoshin.web.navigation import MOST_ON_PHONE, RailPage, help_on, rail_pages


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of the rail as it is drawn; `group` is set on the first of a group; `is_wide` stands under More on a phone."""

    label: str | Promise
    address: str
    icon: str
    is_current: bool
    is_wide: bool
    group: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Rail:
    """The pages at hand, those under More, which is open at `is_open`, and those of groups."""

    main: Sequence[NavItem] = ()
    more: Sequence[NavItem] = ()
    grouped: Sequence[NavItem] = ()
    is_open: bool = False

    @property
    def under_more_on_phone(self) -> list[NavItem]:
        return [item for item in (*self.main, *self.more, *self.grouped) if item.is_wide]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Rail (drawn; empty for strangers), theme, who is asking, and `here`, which makes addresses of this page."""
    user = getattr(request, "user", None)
    is_known = user is not None and user.is_authenticated
    actor = actor_of(request) if is_known else None
    current = _current(request)
    return {
        "rail": _drawn(spoken(), _alike(actor), current, is_open=request.COOKIES.get("rail") == "open"),
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


def _alike(actor: Actor | None) -> Actor | None:
    """One for all who may open the same pages."""
    return actor and Actor(None, "", actor.role, actor.face, actor.is_person, lacks=actor.lacks, lent=actor.lent)


# The same few are drawn on every page; the language is that of now: it is a key and nothing else.
@lru_cache(maxsize=500)
def _drawn(_language: str, actor: Actor | None, current: str, *, is_open: bool) -> SafeString:
    shown = rail(actor, current, is_open=is_open) if actor else Rail()
    return mark_safe(get_template("_shared/rail.html").render({"rail": shown, "home": address_or_none("home")}))  # noqa: S308


def rail(actor: Actor, current: str, *, is_open: bool = False) -> Rail:
    """The pages that the actor may open and that exist, with the current one marked.

    More is open for whoever left it so (`is_open`), and where one stands on a page of it.
    """
    main, more, grouped = rail_pages(actor)
    phone = [page for page in main if not page.is_wide][:MOST_ON_PHONE]
    hidden = _headed(more, current)
    return Rail(
        [_item(page, current, is_wide=page not in phone) for page in main],
        hidden,
        _headed(grouped, current),
        is_open or any(item.is_current for item in hidden),
    )


def _headed(pages: Sequence[RailPage], current: str) -> list[NavItem]:
    """The pages as they stand in the rail: the first of each group says its name."""
    groups = [page.group for page in pages]
    heads = [group if group != before else "" for group, before in zip(groups, ["", *groups], strict=False)]
    return [_item(page, current, group=head) for page, head in zip(pages, heads, strict=True)]


def _item(page: RailPage, current: str, *, is_wide: bool = True, group: str | Promise = "") -> NavItem:
    is_current = current == page.name or current in page.belongs
    return NavItem(page.label, address(page.name), page.icon, is_current, is_wide, group)


def _current(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name or "") if match else ""
