"""Sheet members: what dimensions divide a total into, in trees."""

from collections.abc import Iterator, Mapping

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem, did_you_mean, near_matches
from hoshin.base.graphs import first_cycle, in_words
from hoshin.base.sheets import Column, Sheet, code, order
from hoshin.base.wordings import Said
from hoshin.breakdowns.policies import members_visible_to
from hoshin.breakdowns.rows import MemberRow
from hoshin.breakdowns.services import upsert_members

MemberKey = tuple[str, str]


def _stored(actor: Actor) -> Iterator[MemberRow]:
    """Those of which others are part may stand behind these: a file is read as a whole."""
    fields = ("dimension__code", "code", "name", "parent__code", "position")
    rows = members_visible_to(actor).order_by("dimension__position", "dimension__code", "position", "code")
    for dimension, own, name, parent, position in rows.values_list(*fields):
        yield MemberRow(dimension, own, name, parent or "", position)


def members_of(book: Book) -> dict[MemberKey, MemberRow]:
    """The members as they will stand, by the folded codes of their dimension and their own."""
    found: dict[MemberKey, MemberRow] = {(key[0], key[1]): row for key, row in book.stored("members").items()}
    draft = book.drafts.get("members")
    if draft is not None and draft.columns:
        draft.make_rows()
        found |= {(folded_code(row.dimension), folded_code(row.code)): row for row in draft.rows}
    return found


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """A parent is a member of the same dimension, and members form trees."""
    known = members_of(book)
    for at, row in enumerate(draft.rows):
        key = (folded_code(row.dimension), folded_code(row.parent))
        if at in draft.faulty or not row.parent:
            continue
        if key not in known:
            yield unknown_member(draft, at, "parent", row.parent, row.dimension, known)
        else:
            draft.columns["parent"][at] = known[key].code
    draft.make_rows()
    yield from _circles(draft, known)


def unknown_member(
    draft: Draft, at: int, field: str, wanted: str, dimension: str, known: Mapping[MemberKey, MemberRow]
) -> Problem:
    """The fault of a row that names a member which its dimension lacks, with codes that look like it."""
    message = Said("Dimension %(dimension)s has no member of this code.", dimension=dimension)
    near = near_matches(wanted, [row.code for key, row in known.items() if key[0] == folded_code(dimension)][:1_000])
    remedy = did_you_mean(near) or "Add it to sheet members, or correct the code."
    return draft.problem(at, field, wanted, message, remedy, "unknown")


def _circles(draft: Draft, known: Mapping[MemberKey, MemberRow]) -> Iterator[Problem]:
    """A circle of members, in the row in which one of them stands; the first, since one breaks all others open."""
    points_to = {
        key: [above] if row.parent and (above := (key[0], folded_code(row.parent))) in known else []
        for key, row in known.items()
    }
    cycle = first_cycle(points_to)
    if cycle:
        own = {(folded_code(row.dimension), folded_code(row.code)): at for at, row in enumerate(draft.rows)}
        at = next(own[key] for key in cycle if key in own)
        words = in_words([known[key].code for key in cycle], "is part of")
        message = Said("This runs in a circle: %(words)s.", words=words)
        yield draft.problem(at, "parent", draft.rows[at].parent, message, "Take one of these out.", "cycle")


MEMBERS = Sheet(
    "members",
    "member",
    (
        code("dimension", "dimensions", required=True),
        code(required=True),
        Column("name", required=True),
        code("parent"),
        order(),
    ),
    ("dimension", "code"),
    MemberRow,
    after="dimensions",
    stored=_stored,
    check=_check,
    write=upsert_members,
    only_one=("parent",),
)
