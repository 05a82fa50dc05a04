"""What a question is, and a survey made of some."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

# One question for words at the end of a survey, where somebody reads them.
COMMENT = "comment"


class QuestionKind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    ENPS = "enps"
    TEXT = "text"

    @property
    def low(self) -> int:
        """The lowest answer on its scale."""
        return 0 if self == QuestionKind.ENPS else 1

    @property
    def high(self) -> int:
        """The highest answer on its scale."""
        return 10 if self == QuestionKind.ENPS else 5


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """One question. Its code never changes meaning: another wording is another question, so that trends stay true."""

    code: str
    driver: str
    text: str | Promise
    kind: QuestionKind = QuestionKind.SCALE
    is_reversed: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """Questions that are asked together, and what for."""

    code: str
    name: str | Promise
    purpose: str | Promise
    questions: tuple[SurveyQuestion, ...]

    @property
    def drivers(self) -> tuple[str, ...]:
        """What it asks about, in the order of its questions."""
        return tuple(dict.fromkeys(question.driver for question in self.questions))
