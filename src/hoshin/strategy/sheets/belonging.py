"""To which plan rows of a workbook belong, and in which order they stand there."""

from collections.abc import Iterator

from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.wordings import Said


def place_in_plans(draft: Draft, book: Book) -> Iterator[Problem]:
    """Say of each row to which plan it belongs: its own word, else its perspective's, else the only plan there is."""
    sides = book.values("perspectives", "plan") if "perspective" in draft.columns else {}
    only = only_plan(book)
    plans = draft.columns["plan"]
    for at, plan in enumerate(plans):
        side = draft.columns["perspective"][at] if sides else ""
        plans[at] = plan or sides.get(folded_code(side), "") or only
        if not plans[at]:
            yield says_no_plan(draft, at, book)


def says_no_plan(draft: Draft, at: int, book: Book) -> Problem:
    """The fault of a row that may belong to any of several plans."""
    message = "There are several plans, and this row does not say to which it belongs."
    codes = ", ".join(sorted(book.codes("plans").values())[:5])
    return draft.problem(at, "plan", None, message, Said("Write one of: %(codes)s.", codes=codes))


def only_plan(book: Book) -> str:
    """The code of the one plan that there is or will be; "" where there are several."""
    drafted = book.drafts["plans"].columns["code"] if book.has("plans") else []
    if len(drafted) == 1:
        return str(drafted[0])
    known = list(book.codes("plans").values())
    return known[0] if len(known) == 1 else ""


def put_in_order(draft: Draft, book: Book) -> None:
    """New rows without a number of their own go behind those that are there, in the order of the file."""
    given = draft.cells("order")
    taken = [row.position for row in book.stored(draft.sheet.name).values()]
    following = max([*taken, *(place for place in given if place is not None)], default=-1) + 1
    for at, (place, before) in enumerate(zip(given, draft.befores, strict=True)):
        if before is None and place is None:
            draft.columns["position"][at] = following
            following += 1


def same_plan(draft: Draft, at: int, field: str, code: str, other: str) -> Iterator[Problem]:
    """A fault where what a row names belongs to another plan than the row."""
    own = draft.rows[at].plan
    if own and other and folded_code(other) != folded_code(own):
        message = Said(
            "%(code)s belongs to plan %(other)s, and this row to plan %(own)s.", code=code, other=other, own=own
        )
        yield draft.problem(at, field, code, message, "Choose one of the same plan.")
