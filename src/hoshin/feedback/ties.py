"""What feedback, a request or a recognition may be about, as a form or a request names it."""

from collections.abc import Iterator
from dataclasses import dataclass

from hoshin.base.errors import Problem
from hoshin.strategy.models import Objective


@dataclass(frozen=True, slots=True)
class Tie:
    """An objective, a value of the organisation, a skill: each may be left out."""

    objective: Objective | None = None
    value: str = ""
    skill: str = ""

    @property
    def columns(self) -> dict[str, object]:
        """As the rows keep it."""
        return {"objective": self.objective, "value": self.value.strip(), "skill": " ".join(self.skill.split())}


NO_TIE = Tie()


def tidied(text: str) -> str:
    """A text with the line ends of this house and nothing around it."""
    return text.replace("\r\n", "\n").strip()


def text_problems(text: str, longest: int, field: str = "text") -> Iterator[Problem]:
    """What is wrong with a text that must say something."""
    if not text:
        yield Problem("It says nothing.", field=field, remedy="Write a sentence or two.")
    elif len(text) > longest:
        yield Problem("The text is too long.", field=field, remedy="Say it in fewer words.")
