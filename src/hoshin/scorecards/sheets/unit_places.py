"""Sheet unit_places: where units stood that have not always stood where they stand now."""

from collections import defaultdict
from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.scorecards.models import Placement
from hoshin.scorecards.rows import PastPlace
from hoshin.scorecards.services import restore_places
from hoshin.scorecards.sheets.spans import check_spans
from hoshin.strategy.policies import plans_visible_to

_FIELDS = ("plan__code", "unit__code", "parent__code", "valid_from", "valid_to")


def _stored(actor: Actor) -> list[PastPlace]:
    """Each in the order of time."""
    places = Placement.objects.filter(plan__in=plans_visible_to(actor)).exclude(valid_from=None, valid_to=None)
    rows = [PastPlace(*row[:2], row[2] or "", *row[3:]) for row in places.values_list(*_FIELDS)]
    return sorted(rows, key=lambda row: tuple("" if value is None else str(value) for value in row))


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Of each unit one place follows the other."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(draft.rows):
        places[row.plan, row.unit].append(at)
    yield from check_spans(draft, places.values())


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """All places of a unit belong together, also those that are there already."""
    if draft.rows:
        restore_places(actor, draft.rows)


UNIT_PLACES = Sheet(
    "unit_places",
    "place of a unit",
    (
        code("plan", "plans", required=True),
        code("unit", "units", required=True),
        code("parent", "units"),
        Column("valid_from", ColumnKind.DATE),
        Column("valid_to", ColumnKind.DATE),
    ),
    ("plan", "unit", "valid_from"),
    PastPlace,
    stored=_stored,
    check=_check,
    finish=_finish,
)
