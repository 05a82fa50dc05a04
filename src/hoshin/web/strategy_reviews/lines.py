"""Lines of an agenda as pages show them: in words, with the page that each leads to."""

from collections.abc import Iterable
from dataclasses import dataclass

from hoshin.strategy_reviews.agenda import ReviewLine
from hoshin.strategy_reviews.sentences import said_of
from hoshin.web.jinja import url

_PAGES = {
    "objective": "objective",
    "corrective_action": "action",
    "decision": "decision",
    "initiative": "initiative",
    "risk": "risk",
    "strategy_review_task": "strategy_review",
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line: what it is called, what is said of it, where it leads; `direction` up or down for what moved."""

    name: str
    said: str
    address: str
    direction: str = ""


def shown_lines(lines: Iterable[ReviewLine]) -> list[ShownLine]:
    """The lines in words."""
    return [_shown(line) for line in lines]


def _shown(line: ReviewLine) -> ShownLine:
    said = said_of(line)
    if line.kind == "signal":
        return ShownLine(said, "", url("signal", line.number))
    direction = ""
    if line.kind == "objective":
        direction = "up" if line.facts["after"] > line.facts["before"] else "down"
    return ShownLine(line.name, said, url(_PAGES[line.kind], line.code), direction)
