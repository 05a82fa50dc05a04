"""Sheet reactions: who reacts with which word to a thing or a comment."""

from collections import defaultdict
from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import things
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, Sheet, choice, code
from hoshin.discussion.models import Reacting
from hoshin.discussion.policies import OF_COMMENTS, reactions_visible_to
from hoshin.discussion.rows import ReactionRow
from hoshin.discussion.services import upsert_reactions
from hoshin.discussion.sheets.about import about_problems
from hoshin.discussion.subjects import names_of


def _stored(actor: Actor) -> Iterator[ReactionRow]:
    rows = list(reactions_visible_to(actor).select_related("person").order_by("pk"))
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.kind].add(row.thing)
    names = {kind: names_of(things()[kind].visible_to(actor).filter(pk__in=pks), kind) for kind, pks in wanted.items()}
    for row in rows:
        yield ReactionRow(row.kind, names[row.kind][row.thing], row.person.employee_id, row.word)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    yield from about_problems(draft, book, {OF_COMMENTS: "comments"})


def _after_news(actor: Actor, draft: Draft, book: Book) -> None:
    """What they are about is written before, comments too."""
    if rows := draft.new_rows():
        upsert_reactions(actor, rows)


REACTIONS = Sheet(
    "reactions",
    "reaction",
    (
        Column("kind", required=True, longest=40),
        Column("about", required=True, longest=600),
        code("person", "people", required=True),
        choice("word", Reacting.values),
    ),
    ("kind", "about", "person", "word"),
    ReactionRow,
    stored=_stored,
    check=_check,
    after_news=_after_news,
)
