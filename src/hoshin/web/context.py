"""What every page's frame shows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor, Right
from hoshin.strategy.selectors import plans_visible_to
from hoshin.web.access import actor_of
from hoshin.web.addresses import address_or_none


@dataclass(frozen=True, slots=True)
class Item:
    """A page of the rail: the name of its address, its words, the right it needs, its group of the rail.

    With `without` it stands there for those alone who lack that right: they see less of the page, and call it less.
    """

    name: str
    label: str | Promise
    icon: str
    right: Right
    group: str | Promise = ""
    is_wide: bool = False
    belongs: tuple[str, ...] = ()
    without: Right | None = None

    def is_for(self, actor: Actor) -> bool:
        return actor.has(self.right) and not (self.without and actor.has(self.without))


ORGANISATION = ("unit", "unit_new", "unit_edit", "unit_remove", "person", "person_new", "person_edit", "person_remove")
ITEMS = (
    Item("scorecard", _("Scorecard"), "scorecard", Right.SEE),
    Item("strategy_map", _("Strategy map"), "strategy_map", Right.SEE),
    Item("objectives", _("Objectives"), "objectives", Right.SEE, belongs=("objective",)),
    Item("measures", _("Measures"), "measures", Right.SEE, belongs=("measure",)),
    Item("organisation", _("Organisation"), "organisation", Right.SEE, is_wide=True, belongs=ORGANISATION),
    Item("plan_edit", _("Plan"), "plan", Right.SEE, is_wide=True, without=Right.EDIT_PLAN),
    Item("exchange", _("Export"), "exchange", Right.EXPORT, is_wide=True, belongs=("transfer",), without=Right.IMPORT),
    Item("plan_edit", _("Plan"), "plan", Right.EDIT_PLAN, _("Strategy office"), is_wide=True),
    Item(
        "exchange",
        _("Import and export"),
        "exchange",
        Right.IMPORT,
        _("Strategy office"),
        is_wide=True,
        belongs=("transfer", "templates"),
    ),
    Item("audit_trail", _("Audit trail"), "audit_trail", Right.SEE_AUDIT, _("Strategy office"), is_wide=True),
    Item("users", _("Users"), "users", Right.MANAGE_USERS, _("Installation"), is_wide=True),
    Item("organisation_settings", _("Settings"), "settings", Right.EDIT_SETTINGS, _("Installation"), is_wide=True),
)


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
    """Rail, theme and plans; a stranger's frame is empty. The plans are only asked for where a page shows them."""
    user = getattr(request, "user", None)
    links = {name: address_or_none(name) for name in ("find", "profile", "sign_out", "scorecard")}
    if user is None or not user.is_authenticated:
        return {"rail": [], "theme": "", "links": links, "actor": None, "plans": []}
    actor = actor_of(request)
    return {
        "rail": rail(actor, _current(request)),
        "theme": user.theme,
        "links": links,
        "actor": actor,
        "plans": SimpleLazyObject(lambda: list(plans_visible_to(actor))),
    }


def rail(actor: Actor, current: str) -> list[NavItem]:
    """The pages that the actor may open and that exist, with the current one marked."""
    items: list[NavItem] = []
    group: str | Promise = ""
    for item in ITEMS:
        address = address_or_none(item.name)
        if address is None or not item.is_for(actor):
            continue
        opens = item.group if item.group != group else ""
        group = item.group
        is_current = current == item.name or current in item.belongs
        items.append(NavItem(item.label, address, item.icon, is_current, item.is_wide, opens))
    return items


def _current(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name or "") if match else ""
