"""Forms that were handed in, as columns: what each rated, and the score that makes."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.reviews import RatingSource, SourceRules, weighted_items
from hoshin.reviews.questions import ReviewQuestion, ReviewSource

SOURCES = {
    ReviewSource.SELF: RatingSource.SELF,
    ReviewSource.MANAGER: RatingSource.MANAGER,
    ReviewSource.OTHER: RatingSource.OTHER,
    ReviewSource.PEER: RatingSource.PEER,
    ReviewSource.REPORT: RatingSource.REPORT,
    ReviewSource.OUTSIDE: RatingSource.OUTSIDE,
}
# Leads by a dotted line and people outside are named to readers, so that one is enough; both count for no score.
RULES = SourceRules(least=(1, 1, 3, 3, 1, 1))


class HandedIn(NamedTuple):
    """A form that was handed in: about whom, as whom, its answers, how many things it cites, by whom, and where in the time
    (0 to 1) what it cites lies. `is_brief`: its writer has worked with the person for too few days to rate them."""

    person: int
    source: str
    answers: Mapping[str, Mapping[str, Any]]
    cites: int
    by: int = 0
    cited_at: tuple[float, ...] = ()
    is_brief: bool = False


def form_scores(forms: Sequence[HandedIn], questions: Sequence[ReviewQuestion], of: str) -> Floats:
    """The score of each form (F,), of its ratings of performance or of potential; NaN where there is none."""
    rated = _rated(questions, of)
    if not rated or not forms:
        return np.full(len(forms), np.nan)
    scores = weighted_items(form_items(forms, questions, of), [question.weight for question in rated])
    return np.where([form.is_brief for form in forms], np.nan, scores)


def form_items(forms: Sequence[HandedIn], questions: Sequence[ReviewQuestion], of: str) -> Floats:
    """The ratings of each form by question (F, I), NaN where one could not be judged or was not asked."""
    rated = _rated(questions, of)
    items = [[_step(form, question) for question in rated] for form in forms]
    return np.array(items, np.float64).reshape(len(forms), len(rated))


def _rated(questions: Sequence[ReviewQuestion], of: str) -> list[ReviewQuestion]:
    return [question for question in questions if question.is_rated and question.of == of]


def _step(form: HandedIn, question: ReviewQuestion) -> float:
    given = form.answers.get(question.code, {}).get("rating")
    return float(given) if given is not None and question.asks(form.source) else float("nan")
