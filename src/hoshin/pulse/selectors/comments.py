"""Comments as they are read, with what was said about each since; for whoever has its key, one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from hoshin.accounts.access import Actor, require
from hoshin.base.errors import NotFound
from hoshin.org.relations import is_self
from hoshin.pulse.assembly import themes_of
from hoshin.pulse.library import COMMENT, QuestionKind
from hoshin.pulse.models import CommentSheet, Wave, WaveUnit
from hoshin.pulse.policies import PulseRight, comment_sheets_visible_to, sheets_with_mark
from hoshin.pulse.selectors.waves import questions_of


@dataclass(frozen=True, slots=True)
class SaidOfComment:
    """A reply by whoever reads comments, or more by the author."""

    is_reply: bool
    text: str


@dataclass(frozen=True, slots=True)
class ReadComment:
    """A comment; by `mark` it is replied to, and is none where its author was given no key. `question`: to which."""

    text: str
    mark: str = ""
    said: tuple[SaidOfComment, ...] = ()
    question: str = COMMENT

    @property
    def is_waiting(self) -> bool:
        """Its author spoke last."""
        return bool(self.said) and not self.said[-1].is_reply


@dataclass(frozen=True, slots=True)
class CommentTheme:
    """Comments that share words: `words` name the theme, and are none where they share none."""

    words: tuple[str, ...]
    comments: list[ReadComment]


@dataclass(frozen=True, slots=True)
class QuestionComments:
    """What was said to one question, by theme; the question for a comment at the end has no text of the survey's."""

    text: str
    themes: list[CommentTheme]


def comments_in(sheet: CommentSheet) -> list[ReadComment]:
    """The comments of a unit that was looked up as visible, or by a key."""
    return [_read(kept, sheet) for kept in sheet.comments]


def comment_themes(actor: Actor, wave: Wave, unit: WaveUnit, search: str = "") -> tuple[int, list[QuestionComments]]:
    """How many comments of the unit the actor may read; those that hold the words searched for, by question and theme."""
    sheet = comment_sheets_visible_to(actor).filter(wave=wave, unit=unit).first()
    if sheet is None:
        return 0, []
    comments = comments_in(sheet)
    texts = {one.code: str(one.text) for one in questions_of(wave) if one.kind == QuestionKind.TEXT} | {COMMENT: ""}
    wanted = search.casefold().split()
    found = [
        QuestionComments(text, _by_theme([one for one in comments if one.question == code], wanted))
        for code, text in texts.items()
    ]
    return len(comments), [one for one in found if one.themes]


def _by_theme(comments: Sequence[ReadComment], wanted: Sequence[str]) -> list[CommentTheme]:
    found = [
        CommentTheme(theme.words, [comments[at] for at in theme.members if _holds(comments[at].text, wanted)])
        for theme in themes_of([one.text for one in comments])
    ]
    return [theme for theme in found if theme.comments]


def comment_by_mark(actor: Actor, wave: Wave, place: int, mark: str) -> tuple[CommentSheet, ReadComment]:
    """A comment of the unit at that place, by its mark, with the sheet on which it stands. NotFound where there is none."""
    sheet = comment_sheets_visible_to(actor).filter(wave=wave, unit__place=place).select_related("wave", "unit").first()
    found = [one for one in comments_in(sheet) if one.mark == mark] if sheet else []
    if sheet is None or not mark or not found:
        raise NotFound("comment", mark)
    return sheet, found[0]


def comment_of_key(actor: Actor, mark: str) -> tuple[CommentSheet, ReadComment] | None:
    """The comment of a key, for whoever has it; None while its survey runs, and where there is none."""
    require(actor, PulseRight.ANSWER)
    sheet = sheets_with_mark(mark).select_related("wave", "unit").first()
    found = [one for one in comments_in(sheet) if one.mark == mark] if sheet else []
    return (sheet, found[0]) if sheet and found else None


def talks_waiting(actor: Actor) -> QuerySet[CommentSheet]:
    """Comments of units that the actor heads themself, about which an author said more."""
    own = comment_sheets_visible_to(actor).filter(is_self(actor, "unit__unit__head"), waiting__gt=0)
    return own.order_by("-wave__closed_on", "pk")


def _read(kept: Sequence[Any] | str, sheet: CommentSheet) -> ReadComment:
    if isinstance(kept, str):
        return ReadComment(kept)
    mark = kept[2] if len(kept) > 2 else ""
    said = tuple(SaidOfComment(bool(is_reply), text) for is_reply, text in sheet.talks.get(mark, ()))
    return ReadComment(kept[1], mark, said, kept[0])


def _holds(text: str, words: Sequence[str]) -> bool:
    low = text.casefold()
    return all(word in low for word in words)
