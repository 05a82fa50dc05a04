"""What a formula would have given on the results of a cycle that is over: for the whole, and of nobody."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hoshin.engine.formulas import evaluate, parse, references
from hoshin.reviews.assembly.formulas import FORMULA_INPUTS, reason_of

# Figures of fewer people could be read as those of one.
LEAST_PREVIEWED = 10
_INPUTS = {"self": "self", "manager": "manager", "peer": "peers", "report": "reports", "outside": "outside"}
_INPUTS |= {"other": "others"}


@dataclass(frozen=True, slots=True)
class FormulaPreview:
    """Scores that a formula gives: of how many people, their least, quartiles and greatest, how many lie at each whole step
    beside those as computed then, and how many have none, by the reason."""

    people: int
    scored: int
    low: float
    quarter: float
    median: float
    three_quarters: float
    high: float
    steps: list[int]
    steps_then: list[int]
    without: Mapping[str, int]


def previewed(
    formula: str, results: Sequence[tuple[float | None, Sequence[Mapping[str, Any]], float | None]]
) -> FormulaPreview | None:
    """The preview over results: each the score as it was computed, its sources, and the attainment of goals. None for
    fewer than ten people with a score."""
    size = (len(results), 1)
    values = {name: np.full(size, np.nan) for name in FORMULA_INPUTS}
    for at, (_raw, sources, goals) in enumerate(results):
        for source in sources:
            if source["mean"] is not None:
                values[_INPUTS[source["source"]]][at] = source["mean"]
        values["usual"][at] = _usual(sources)
        values["goals"][at] = np.nan if goals is None else goals
    if not results:
        return None
    found = evaluate({"score": parse(formula)}, values, shape=size)
    scores, reasons = found.values["score"][:, 0], found.reasons["score"][:, 0]
    known = scores[~np.isnan(scores)]
    if len(known) < LEAST_PREVIEWED:
        return None
    low, quarter, median, three_quarters, high = (float(cut) for cut in np.quantile(known, (0, 0.25, 0.5, 0.75, 1)))
    missing = Counter(reason_of(int(reason)) for score, reason in zip(scores, reasons, strict=True) if np.isnan(score))
    then = [raw for raw, _sources, _goals in results if raw is not None]
    steps = (_steps(known.tolist()), _steps(then))
    return FormulaPreview(len(results), len(known), low, quarter, median, three_quarters, high, *steps, missing)


def names_goals(formula: str) -> bool:
    """Whether a formula asks for the attainment of goals, which is read for it alone."""
    return "goals" in {name.lower() for name in references(parse(formula))}


def _usual(sources: Sequence[Mapping[str, Any]]) -> float:
    weighed = [(one["weight"], one["mean"]) for one in sources if one["weight"] and one["mean"] is not None]
    return sum(weight * mean for weight, mean in weighed) if weighed else float("nan")


def _steps(scores: Sequence[float]) -> list[int]:
    counts = Counter(min(max(int(score + 0.5), 1), 5) for score in scores)
    return [counts[step] for step in range(1, 6)]
