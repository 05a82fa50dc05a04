"""Scores each period by what definitions said on its last day."""

from collections.abc import Callable, Sequence

import numpy as np

from hoshin.base.periods import Period
from hoshin.scorecards.assembly.formulas import reached_by
from hoshin.scorecards.assembly.leaves import LeafScores
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec, runs_in_the_past

Scoring = Callable[[dict[int, MeasureSpec], LeafRows, Sequence[Period]], LeafScores]


def by_what_held(
    specs: dict[int, MeasureSpec], rows: LeafRows, periods: Sequence[Period], scored: Scoring
) -> LeafScores:
    """Scores of rows in some periods; `scored` finds them by one set of definitions.

    All is found by what definitions say today, and again for past periods what is touched by one that said something
    else then: one definition that changed costs no second pass over the others.
    """
    leaves = scored(specs, rows, periods)
    for columns, then in runs_in_the_past(specs, periods):
        others = reached_by({measure for measure, spec in then.items() if spec is not specs[measure]}, specs)
        which = np.flatnonzero(np.isin(rows.measure, list(others)))
        if len(which):
            past = scored(then, rows.only(which), [periods[column] for column in columns])
            for name in LeafScores.__dataclass_fields__:
                getattr(leaves, name)[np.ix_(which, columns)] = getattr(past, name)
    return leaves
