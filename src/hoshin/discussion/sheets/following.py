"""Sheet following: what one follows oneself, or follows no more. What others follow is theirs to know."""

from collections import defaultdict
from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import things
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.discussion.policies import followings_visible_to
from hoshin.discussion.rows import FollowingRow
from hoshin.discussion.services import upsert_following
from hoshin.discussion.sheets.about import about_problems
from hoshin.discussion.subjects import names_of
from hoshin.org.selectors import person_of


def _stored(actor: Actor) -> Iterator[FollowingRow]:
    rows = list(followings_visible_to(actor).select_related("person").order_by("pk"))
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.kind].add(row.thing)
    names = {kind: names_of(things()[kind].visible_to(actor).filter(pk__in=pks), kind) for kind, pks in wanted.items()}
    for row in rows:
        # What one follows may have gone out of one's sight since, and has no name then.
        if row.thing in names[row.kind]:
            yield FollowingRow(row.kind, names[row.kind][row.thing], row.person.employee_id, row.is_on)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """It is about something that is there, and one's own."""
    yield from about_problems(draft, book, {})
    own = person_of(book.actor)
    number = own.employee_id.casefold() if own is not None else ""
    for at, row in enumerate(draft.rows):
        if at not in draft.faulty and row.person.casefold() != number:
            message = "What others follow is theirs to choose."
            yield draft.problem(at, "person", row.person, message, "Leave the row out.")


def _after_news(actor: Actor, draft: Draft, book: Book) -> None:
    """What is followed is written before, whatever sheet it stands in."""
    if rows := draft.new_rows():
        upsert_following(actor, rows)


FOLLOWING = Sheet(
    "following",
    "following",
    (
        Column("kind", required=True, longest=40),
        Column("about", required=True, longest=600),
        code("person", "people", required=True),
        Column("follows", ColumnKind.YES_NO, default=True),
    ),
    ("kind", "about", "person"),
    FollowingRow,
    after="reactions",
    stored=_stored,
    check=_check,
    after_news=_after_news,
)
