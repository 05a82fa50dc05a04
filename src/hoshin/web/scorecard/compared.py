"""What a scorecard is compared with: the period before, the same one a year ago, or any other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hoshin.base.errors import NotFound
from hoshin.base.periods import Period
from hoshin.scorecards.selectors import NodeLine, Scorecard, scores_in
from hoshin.web.scorecard.choice import Choice
from hoshin.web.wording import period_text


@dataclass(frozen=True, slots=True)
class ComparedWith:
    """The period that is looked at beside, and its scores by node (None: that before, which every line knows)."""

    period: Period
    before: Period
    last_year: Period
    scores: Mapping[int, float | None] | None = None

    @property
    def is_chosen(self) -> bool:
        return self.scores is not None

    @property
    def short(self) -> str:
        """The period where there is little room; of another year, all of it."""
        return period_text(self.period, short=self.period == self.before)

    def delta_of(self, line: NodeLine) -> float | None:
        """How far a score is from what it is compared with."""
        if self.scores is None:
            return line.delta
        then = self.scores.get(line.node)
        return None if then is None or line.score is None else line.score - then


def compared_with(card: Scorecard, period: Period, top: NodeLine, choice: Choice) -> ComparedWith:
    """What the address asks to be compared with; NotFound where that has no scores. A query if it asks for anything."""
    before, last_year = period.shift(-1), period.shift(-period.frequency.per_year)
    if not choice.beside:
        return ComparedWith(before, before, last_year)
    beside = _asked(choice.beside, card.periods)
    shown: Sequence[NodeLine] = [top, *card.lines, *(need.line for need in card.attention.needs if need.line)]
    return ComparedWith(beside, before, last_year, scores_in([line.node for line in shown], beside))


def _asked(text: str, known: Sequence[Period]) -> Period:
    try:
        asked = Period.parse(text)
    except ValueError as error:
        raise NotFound("period", text) from error
    fitting = next((one for one in known if asked.contains(one) or one.contains(asked)), None)
    if fitting is None:
        raise NotFound("period with scores", text, known=[str(one) for one in known[:24]])
    return fitting
