"""What a question is, and a survey made of some; how one is written down where its words are the organisation's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from hoshin.pulse.library.drivers import DRIVERS
from hoshin.pulse.library.french import FRENCH

# One question for words at the end of a survey, where somebody reads them.
COMMENT = "comment"
# In which surveys are asked: beside those of the pages, whose sentences stand in a catalogue, one of the library alone.
LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français"}
STEPS = {
    1: _("1 · not at all"),
    2: _("2 · rather not"),
    3: _("3 · partly"),
    4: _("4 · rather"),
    5: _("5 · entirely"),
}


class QuestionKind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    ENPS = "enps"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"

    @property
    def low(self) -> int:
        """The lowest answer on its scale."""
        return 0 if self == QuestionKind.ENPS else 1

    @property
    def high(self) -> int:
        """The highest answer on its scale."""
        return 10 if self == QuestionKind.ENPS else 5


class Texts(dict[str, str]):
    """Words of the organisation by language; read in a language that is not there, they are in the first that is."""

    def __str__(self) -> str:
        return self.get((get_language() or "en")[:2]) or next((self[one] for one in LANGUAGES if self.get(one)), "")

    def __hash__(self) -> int:  # type: ignore[override]  # they are never changed, and stand in frozen rows
        return hash(tuple(sorted(self.items())))


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """A question is asked only of those who chose one of these options of an earlier one."""

    question: str
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """One question. Its code never changes meaning: another wording is another question, so that trends stay true.

    `topic` names a driver that is none of the library; `section` stands above the question where it begins one.
    """

    code: str
    driver: str
    text: str | Promise | Texts
    kind: QuestionKind = QuestionKind.SCALE
    is_reversed: bool = False
    options: tuple[Texts, ...] = ()
    section: Texts | str = ""
    topic: str = ""
    only_if: OnlyIf | None = None

    @property
    def is_counted(self) -> bool:
        """Answers are counted by option, and stand in no row with other answers: what one chose tells who one is."""
        is_choice = self.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES)
        return is_choice or (self.only_if is not None and self.kind != QuestionKind.TEXT)

    @property
    def is_scored(self) -> bool:
        """It is part of a driver's score."""
        return not self.is_counted and self.kind != QuestionKind.TEXT

    def choices(self, language: str | None = None) -> list[str]:
        """What may be chosen, in words, in the order of their places."""
        if self.options:
            return [said(option, language) for option in self.options]
        if self.kind == QuestionKind.ENPS:
            return [str(step) for step in range(11)]
        return [said(step, language) for step in STEPS.values()] if self.kind == QuestionKind.SCALE else []


@dataclass(frozen=True, slots=True)
class Survey:
    """Questions that are asked together, and what for."""

    code: str
    name: str | Promise
    purpose: str | Promise
    questions: tuple[SurveyQuestion, ...]

    @property
    def drivers(self) -> tuple[str, ...]:
        """What it asks about on scales, in the order of its questions."""
        return tuple(dict.fromkeys(question.driver for question in self.questions if question.is_scored))

    @property
    def driver_names(self) -> dict[str, str | Promise]:
        """What drivers are called."""
        named = {question.driver: question.topic for question in self.questions if question.topic}
        return {driver: DRIVERS.get(driver) or named.get(driver, driver) for driver in self.drivers}

    @property
    def languages(self) -> list[str]:
        """In which languages every question can be read."""
        own = [question for question in self.questions if isinstance(question.text, Texts)]
        texts = [text for question in own for text in (question.text, *question.options)]
        return [one for one in LANGUAGES if all(isinstance(text, Texts) and text.get(one) for text in texts)]


def said(text: object, language: str | None = None) -> str:
    """Words in a language of surveys; None: in the one of the page."""
    wanted = language or (get_language() or "en")[:2]
    if isinstance(text, Texts) or wanted != "fr":
        with override(wanted):
            return str(text)
    with override("en"):
        english = str(text)
    return FRENCH.get(english, english)


def as_kept(question: SurveyQuestion) -> dict[str, Any]:
    """A question as it is written down, in all languages in which it is there."""
    kept: dict[str, Any] = {
        "code": question.code,
        "driver": question.driver,
        "kind": question.kind.value,
        "text": _in_all(question.text),
        "options": [dict(option) for option in question.options],
        "section": _in_all(question.section) if question.section else {},
        "topic": question.topic,
        "is_reversed": question.is_reversed,
    }
    if question.only_if is not None:
        kept["only_if"] = {"question": question.only_if.question, "options": list(question.only_if.options)}
    return kept


def from_kept(kept: Mapping[str, Any]) -> SurveyQuestion:
    """A question from what was written down of it."""
    condition = kept.get("only_if")
    return SurveyQuestion(
        code=kept["code"],
        driver=kept["driver"],
        text=Texts(kept["text"]),
        kind=QuestionKind(kept["kind"]),
        is_reversed=kept.get("is_reversed", False),
        options=tuple(Texts(option) for option in kept.get("options", ())),
        section=Texts(kept.get("section") or {}) or "",
        topic=kept.get("topic", ""),
        only_if=OnlyIf(condition["question"], tuple(condition["options"])) if condition else None,
    )


def is_asked(question: SurveyQuestion, chosen: Mapping[str, Sequence[int]]) -> bool:
    """Whether a question is asked of somebody who chose these options of others."""
    condition = question.only_if
    return condition is None or bool(set(condition.options) & set(chosen.get(condition.question, ())))


def _in_all(text: object) -> dict[str, str]:
    return dict(text) if isinstance(text, Texts) else {one: said(text, one) for one in LANGUAGES}
