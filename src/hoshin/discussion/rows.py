"""What is said of things as the bulk services take it: plain values, things by their names."""

from datetime import datetime
from typing import NamedTuple


class CommentRow(NamedTuple):
    """A comment: `about` names the thing as its own sheet does, the parts of a key with " / " between them."""

    code: str
    kind: str
    about: str
    answers: str = ""
    author: str = ""
    written_by: str = ""
    written_at: datetime | None = None
    text: str = ""
    mentions: tuple[str, ...] = ()
    removed_at: datetime | None = None
    removed_by_office: bool = False


class ReactionRow(NamedTuple):
    """Somebody reacts to a thing, or to a comment by its code."""

    kind: str
    about: str
    person: str
    word: str


class FollowingRow(NamedTuple):
    """Somebody wants to be told of what is said of a thing, or not any more."""

    kind: str
    about: str
    person: str
    follows: bool = True
