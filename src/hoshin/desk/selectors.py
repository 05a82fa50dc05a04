"""Finds saved views and favourites. A favourite is named by what it leads to, and only to whoever sees that."""

from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import things
from hoshin.base.errors import NotFound
from hoshin.base.words import folded
from hoshin.desk.models import Favourite, SavedView
from hoshin.desk.policies import favourites_visible_to, views_visible_to

MOST = 200


@dataclass(frozen=True, slots=True)
class StarredThing:
    """What a favourite leads to, as it is called today."""

    favourite: Favourite
    kind: str
    number: int
    code: str
    name: str
    label: str


def views_listed(actor: Actor, page: str = "") -> list[SavedView]:
    """One's own views and those that are shared, by name; of one page, or of all. One query."""
    found = views_visible_to(actor).select_related("user").order_by("name", "id")
    return list((found.filter(page=page) if page else found)[:MOST])


def views_called(actor: Actor, text: str) -> list[SavedView]:
    """Those whose name holds the text, whatever the case and the accents."""
    return [view for view in views_listed(actor) if folded(text) in folded(view.name)]


def view_by_id(actor: Actor, view_id: int) -> SavedView:
    """One view. NotFound where there is none, or where it is somebody else's alone."""
    view = views_visible_to(actor).filter(pk=view_id).first()
    if view is None:
        raise NotFound("saved view", str(view_id))
    return view


def starred(actor: Actor) -> list[StarredThing]:
    """The actor's favourites that they may see, in the order in which they were starred. One query for each kind."""
    favourites = list(favourites_visible_to(actor)[:MOST])
    rows: dict[tuple[str, int], object] = {}
    for kind in {favourite.kind for favourite in favourites} & things().keys():
        numbers = [favourite.number for favourite in favourites if favourite.kind == kind]
        rows |= {(kind, row.pk): row for row in things()[kind].visible_to(actor).filter(pk__in=numbers)}
    return [
        _starred(favourite, rows[favourite.kind, favourite.number])
        for favourite in favourites
        if (favourite.kind, favourite.number) in rows
    ]


def first_of(actor: Actor) -> StarredThing | None:
    """What the actor begins with, if they chose something that they may still see."""
    favourite = favourites_visible_to(actor).filter(is_first=True).first()
    if favourite is None or favourite.kind not in things():
        return None
    row = things()[favourite.kind].visible_to(actor).filter(pk=favourite.number).first()
    return _starred(favourite, row) if row is not None else None


def is_starred(actor: Actor, kind: str, number: int) -> bool:
    """Whether a thing is among the actor's favourites."""
    return favourites_visible_to(actor).filter(kind=kind, number=number).exists()


def _starred(favourite: Favourite, row: object) -> StarredThing:
    thing = things()[favourite.kind]
    code = str(getattr(row, thing.named_by)) if thing.named_by else ""
    return StarredThing(
        favourite, favourite.kind, favourite.number, code, str(getattr(row, "name", row)), str(thing.label)
    )
