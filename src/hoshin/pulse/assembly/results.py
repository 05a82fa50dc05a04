"""The figures of a wave: for each driver those of the groups that may be shown, and what goes with engagement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Codes, Floats, Indices
from hoshin.engine.surveys import (
    FAVOURABLE,
    UNANSWERED,
    UNFAVOURABLE,
    driver_importance,
    driver_scores,
    enps,
    leanings,
    mean_interval,
    rescaled,
)
from hoshin.pulse.assembly.groups import audited, groups_to_show
from hoshin.pulse.library import ENGAGEMENT, ENPS, SurveyQuestion

# Bootstraps draw the same each time, so that a wave computed again says the same.
SEED, DRAWS = 7, 200


@dataclass(frozen=True, slots=True)
class DriverFigures:
    """What one group says to one driver."""

    group: int
    driver: str
    n: int
    score: float
    sd: float | None
    low: float | None
    high: float | None
    favourable: float | None
    unfavourable: float | None


def figures(
    questions: Sequence[SurveyQuestion],
    answers: Sequence[Sequence[int | None]],
    group_of: Sequence[int],
    parents: Sequence[int],
    invited: Sequence[int],
    smallest: int,
    before: Mapping[str, Sequence[bool]] | None = None,
) -> tuple[list[DriverFigures], dict[str, dict[str, int | bool]]]:
    """The figures that may be shown, with the audit of each driver's; `group_of` says in which group each answer lies.

    `questions` are those that are scored, and answers are rows of them; `before`: by driver whether each
    group was shown before."""
    scaled, places = _scaled(questions, answers), np.array(group_of, np.intp)
    found, audits = [], {}
    for driver in dict.fromkeys(question.driver for question in questions):
        items = scaled[:, [at for at, question in enumerate(questions) if question.driver == driver]]
        of_driver = _Driver(driver, items, places, parents, invited, smallest, (before or {}).get(driver))
        found += of_driver.figures()
        audits[driver] = audited(parents, of_driver.own_n, of_driver.shown, smallest)
    return found, audits


def importance_of(
    questions: Sequence[SurveyQuestion], answers: Sequence[Sequence[int | None]]
) -> list[dict[str, object]]:
    """What goes with engagement, of all answers together; empty where too few answered, or nothing else was asked."""
    scaled = _scaled(questions, answers)
    scores = {
        driver: driver_scores(scaled[:, [at for at, question in enumerate(questions) if question.driver == driver]])
        for driver in dict.fromkeys(question.driver for question in questions)
    }
    drivers = [driver for driver in scores if driver not in (ENGAGEMENT, ENPS)]
    if ENGAGEMENT not in scores or not drivers:
        return []
    x = np.array([scores[driver] for driver in drivers]).T
    result = driver_importance(x, scores[ENGAGEMENT], seed=SEED, draws=DRAWS)
    rows: list[dict[str, object]] = [
        {
            "drivers": [drivers[at] for at in group],
            "share": float(result.importance[place]),
            "low": float(result.low[place]),
            "high": float(result.high[place]),
            "rank": result.rank[place],
            "ranks_differ": result.ranks_differ,
        }
        for place, group in enumerate(result.drivers)
    ]
    return sorted(rows, key=lambda row: (row["rank"], -float(str(row["share"]))))


def _scaled(questions: Sequence[SurveyQuestion], answers: Sequence[Sequence[int | None]]) -> Floats:
    given = np.array([[np.nan if one is None else one for one in row] for row in answers], np.float64)
    return rescaled(
        given.reshape(len(answers), len(questions)),
        [question.kind.low for question in questions],
        [question.kind.high for question in questions],
        [question.is_reversed for question in questions],
    )


class _Driver:
    """One driver's answers, summed up the tree."""

    def __init__(
        self,
        driver: str,
        items: Floats,
        places: Indices,
        parents: Sequence[int],
        invited: Sequence[int],
        smallest: int,
        told_before: Sequence[bool] | None,
    ) -> None:
        before = None if told_before is None else np.array(told_before, np.bool_)
        self.driver, self.parents, self.invited, self.smallest = driver, parents, invited, smallest
        scores = driver_scores(items)
        known = ~np.isnan(scores)
        self.scores, self.places = scores[known], places[known]
        self.leanings = self._leanings(items[known])
        self.own_n = np.bincount(self.places, minlength=len(parents))
        self.shown = groups_to_show(parents, self.own_n, *self._ends(self.scores[:, None]), smallest, before).shown
        classes = np.where(self.leanings == UNANSWERED, np.nan, self.leanings.astype(np.float64))
        self.has_shares = self.shown & groups_to_show(parents, self.own_n, *self._ends(classes), smallest, before).shown
        if driver == ENPS:
            # The score is made of its three shares: where these may not be shown, it may not either.
            self.shown = self.has_shares

    def _leanings(self, items: Floats) -> Codes:
        if self.driver != ENPS:
            return leanings(items)
        # Promoters from 9, detractors to 6 of ten: each person once, whatever was asked.
        of_each = self.scores[:, None]
        return np.where(of_each > 85, FAVOURABLE, np.where(of_each < 65, UNFAVOURABLE, 1)).astype(np.uint8)

    def _ends(self, values: Floats) -> tuple[Floats, Floats]:
        """The lowest and highest value of those directly in each group."""
        low, high = np.full(len(self.parents), np.inf), np.full(len(self.parents), -np.inf)
        given = ~np.isnan(values)
        at = np.broadcast_to(self.places[:, None], values.shape)[given]
        np.minimum.at(low, at, values[given])
        np.maximum.at(high, at, values[given])
        return low, high

    def _up(self, values: Floats) -> Floats:
        """Sums of those in each group and all below."""
        total = np.bincount(self.places, values, minlength=len(self.parents)).astype(np.float64)
        for at in range(len(total) - 1, 0, -1):
            total[self.parents[at]] += total[at]
        return total

    def figures(self) -> list[DriverFigures]:
        """Those of the groups that may be shown."""
        n = self._up(np.ones(len(self.scores)))
        up, down, given = (
            self._up(counted.sum(axis=1).astype(np.float64))
            for counted in (
                self.leanings == FAVOURABLE,
                self.leanings == UNFAVOURABLE,
                self.leanings != UNANSWERED,
            )
        )
        score, sd, low, high = self._enps(up, down, n) if self.driver == ENPS else self._means(n)
        return [
            DriverFigures(
                at,
                self.driver,
                int(n[at]),
                float(score[at]),
                _known(sd[at]),
                _known(low[at]),
                _known(high[at]),
                float(up[at] / given[at]) if self.has_shares[at] else None,
                float(down[at] / given[at]) if self.has_shares[at] else None,
            )
            for at in np.flatnonzero(self.shown).tolist()
        ]

    def _enps(self, up: Floats, down: Floats, n: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        found = enps(up, n - up - down, down, members=np.maximum(np.array(self.invited, np.float64), n))
        return found.score, found.se, np.maximum(found.low, -100.0), np.minimum(found.high, 100.0)

    def _means(self, n: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        total, squares = self._up(self.scores), self._up(self.scores**2)
        mean = total / np.maximum(n, 1)
        sd = np.sqrt(np.maximum(squares - n * mean**2, 0.0) / np.maximum(n - 1, 1))
        low, high = mean_interval(mean, sd, n)
        return mean, sd, np.maximum(low, 0.0), np.minimum(high, 100.0)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
