"""Comments on things, and reactions."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from hoshin.api.schemas.recorded import Strict
from hoshin.discussion.models import LONGEST, Comment, Reacting
from hoshin.discussion.selectors import Reacted
from hoshin.org.models import Person

_Code = Annotated[str, Field(min_length=1, max_length=100)]
_Text = Annotated[str, Field(min_length=1, max_length=LONGEST)]
_Kind = Annotated[str, Field(max_length=40, description="As `objective`, `measure` or `check_in`.")]
_About = Annotated[
    str,
    Field(
        max_length=600,
        description="The code of the thing; a check-in as `REV / GOAL1 / 2026-11-23 / 7`: the key of its sheet.",
    ),
]


class CommentIn(Strict):
    """`text` tells whom it names with an @: `@Ada Byron`, `@7`. `answers`: the code of the comment that it answers to."""

    kind: _Kind
    about: _About
    text: _Text
    answers: _Code | None = None


class CommentChangeIn(Strict):
    """`version`: the one that you were shown."""

    text: _Text
    version: int | None = None


class ReactionIn(Strict):
    """Reacting with a word again takes it back. `comment`: to the comment of this code, else to the thing."""

    word: Reacting = Field(strict=False)
    kind: _Kind = ""
    about: _About = ""
    comment: _Code | None = None


class FollowIn(Strict):
    kind: _Kind
    about: _About
    follows: bool = True


class ReactedOut(Schema):
    word: str
    people: list[str]


class DoneOut(Schema):
    """Whether it holds now."""

    holds: bool


class CommentOut(Schema):
    """`about` names the thing as its sheet does. A removed comment has no text."""

    code: str
    kind: str
    about: str
    answers: str | None
    by: str
    written_at: datetime
    text: str
    mentions: list[str]
    reactions: list[ReactedOut]
    edited_at: datetime | None
    removed_at: datetime | None
    version: int


def comment_out(row: Comment, about: str, mentions: tuple[Person, ...], reactions: list[Reacted]) -> dict[str, Any]:
    names = ("code", "kind", "written_at", "text", "edited_at", "removed_at", "version")
    return {
        **{name: getattr(row, name) for name in names},
        "about": about,
        "answers": row.answers.code if row.answers else None,
        "by": row.written_by,
        "mentions": [one.employee_id for one in mentions],
        "reactions": [{"word": one.word, "people": list(one.names)} for one in reactions],
    }
