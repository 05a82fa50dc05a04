"""The values of measures as a whole, in periods that two of them share, turned so that up is better."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.engine.arrays import Floats
from hoshin.measures.models import Direction
from hoshin.scorecards.assembly.formulas import with_inputs
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec, specs_of
from hoshin.scorecards.assembly.values import values_of

HISTORY = 240
# Finer ones are looked at week by week: lags are stated in months.
_FINEST = Frequency.WEEKLY
_ORDER = list(Frequency)


def specs_alone(measures: Collection[int]) -> dict[int, MeasureSpec]:
    """The definitions of measures, each value that of its period alone."""
    found = specs_of(measures)
    return {measure: replace(spec, window="period", window_length=None) for measure, spec in found.items()}


def shared_frequency(*specs: MeasureSpec) -> Frequency:
    """The coarsest of them, and nothing finer than weeks."""
    return max((_FINEST, *(spec.frequency for spec in specs)), key=_ORDER.index)


def periods_back(frequency: Frequency) -> list[Period]:
    """The periods that are looked at, up to the one that runs today."""
    current = Period.containing(clock.today(), frequency)
    return [current.shift(-back) for back in reversed(range(HISTORY))]


def series_of_measures(specs: Mapping[int, MeasureSpec], frequency: Frequency) -> dict[int, Floats]:
    """The values of measures in `periods_back`; NaN where nothing was observed, and for a period that still runs."""
    if not specs:
        return {}
    periods = periods_back(frequency)
    measures = np.array(list(specs), np.int64)
    rows = LeafRows(np.arange(len(measures)), measures, np.zeros(len(measures), np.int64))
    found = values_of(with_inputs(specs), rows, periods)
    values = np.where(found.estimated, np.nan, found.value)
    if periods[-1].end >= clock.today():
        values[:, -1] = np.nan
    return {spec.id: turned(spec, row) for spec, row in zip(specs.values(), values)}


def turned(spec: MeasureSpec, values: Floats) -> Floats:
    """Values of a measure of which less is better upside down, or back again."""
    return -values if spec.direction == Direction.LOWER else values
