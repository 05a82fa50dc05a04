"""Everything that changes saved views and favourites."""

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.sight import things
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base.errors import Denied, Invalid, NotFound
from hoshin.base.wordings import Said
from hoshin.desk.models import Favourite, SavedView
from hoshin.desk.policies import DeskRight, may_change_view

# Kinds of things that may be starred: each has a page of its own.
STARRED = ("measure", "objective", "plan", "unit", "saved_view")
_MOST = 100


def save_view(actor: Actor, *, name: str, page: str, query: str, is_shared: bool = False) -> SavedView:
    """Keep a page with its filters under a name. Invalid where one's own view has that name already."""
    owner = _own(actor)
    if is_shared:
        require(actor, DeskRight.SHARE_VIEWS)
    if SavedView.objects.filter(user=owner).count() >= _MOST:
        raise Invalid(Said("You have %(most)s views already.", most=_MOST), remedy="Remove one that you need no more.")
    with act(actor, "save_view", name=name.strip(), **({"variant": "shared"} if is_shared else {})):
        return add_row(
            SavedView(user_id=owner, name=name.strip(), page=page, query=query, is_shared=is_shared),
        )


def change_view(
    actor: Actor, *, view: SavedView, name: str, is_shared: bool, version: int | None = None
) -> tuple[SavedView, bool]:
    """Rename a view, or share it or keep it to oneself; says whether anything changed. Conflict: see `change_row`."""
    _require_may_change(actor, view)
    if is_shared and not view.is_shared:
        require(actor, DeskRight.SHARE_VIEWS)
    with act(actor, "change_view", name=name.strip()):
        return change_row(view, version=version, name=name.strip(), is_shared=is_shared)


def remove_view(actor: Actor, *, view: SavedView, version: int | None = None) -> None:
    """Remove a view, and it from the favourites of all."""
    _require_may_change(actor, view)
    with act(actor, "remove_view", name=view.name):
        Favourite.objects.filter(kind="saved_view", number=view.pk).delete()
        remove_row(view, version=version, in_use="")


def star(actor: Actor, *, kind: str, number: int) -> Favourite:
    """Make a thing that the actor sees one of their favourites; again changes nothing."""
    owner, name = _own(actor), _name_of(actor, kind, number)
    known = Favourite.objects.filter(user=owner, kind=kind, number=number).first()
    if known is not None:
        return known
    if Favourite.objects.filter(user=owner).count() >= _MOST:
        raise Invalid(Said("You have %(most)s favourites already.", most=_MOST), remedy="Take one out first.")
    with act(actor, "star", name=name):
        return add_row(Favourite(user_id=owner, kind=kind, number=number))


def take_star(actor: Actor, *, kind: str, number: int) -> None:
    """Take a thing out of the actor's favourites; where it is none, nothing changes."""
    favourites = Favourite.objects.filter(user=_own(actor), kind=kind, number=number)
    with act(actor, "take_star", name=_name_of(actor, kind, number)):
        favourites.delete()


def begin_with(actor: Actor, *, kind: str = "", number: int = 0) -> None:
    """Make a thing the page on which the actor begins, and a favourite; without one, it is the usual page again."""
    owner = _own(actor)
    name = _name_of(actor, kind, number) if kind else ""
    with act(actor, "begin_with", **({"name": name} if kind else {})):
        Favourite.objects.filter(user=owner, is_first=True).exclude(kind=kind, number=number).update(is_first=False)
        if kind:
            favourite = star(actor, kind=kind, number=number)
            Favourite.objects.filter(pk=favourite.pk, is_first=False).update(is_first=True)


def _own(actor: Actor) -> int:
    require(actor, Right.SEE)
    if actor.user_id is None:
        raise Denied(Said("Only somebody who signs in has favourites and views."))
    return actor.user_id


def _require_may_change(actor: Actor, view: SavedView) -> None:
    if not may_change_view(actor, view):
        raise Denied(Said("This view is not yours. Save one of your own under another name."))


def _name_of(actor: Actor, kind: str, number: int) -> str:
    thing = things().get(kind) if kind in STARRED else None
    row = thing.visible_to(actor).filter(pk=number).first() if thing else None
    if row is None:
        raise NotFound(kind or "thing", str(number))
    return str(row.name)
