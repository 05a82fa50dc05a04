"""Values of measures into rows of series, and what the engine expects of them into stored forecasts."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.engine.arrays import Floats
from hoshin.engine.forecasting import (
    FinishResult,
    ForecastResult,
    Nature,
    forecast,
    mixture_cdf,
    mixture_quantiles,
    natures_of,
    pooled_sum,
    projected_finish,
)
from hoshin.engine.forecasting import ForecastMethod as Method
from hoshin.forecasts.assembly.dues import Due, dues_of
from hoshin.forecasts.models import Forecast, HeldAgainst
from hoshin.measures.models import Direction
from hoshin.scorecards.assembly.formulas import with_inputs
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec, specs_of
from hoshin.scorecards.assembly.values import values_of
from hoshin.scorecards.models import Node, NodeKind

HISTORY = 120
# How far a forecast reaches at least, and at most where a due date lies further.
_REACH = {
    Frequency.DAILY: (28, 92),
    Frequency.WEEKLY: (26, 53),
    Frequency.MONTHLY: (12, 36),
    Frequency.QUARTERLY: (8, 12),
    Frequency.HALF_YEARLY: (4, 8),
    Frequency.ANNUAL: (5, 15),
}
CYCLES = {
    Frequency.DAILY: 7,
    Frequency.WEEKLY: 52,
    Frequency.MONTHLY: 12,
    Frequency.QUARTERLY: 4,
    Frequency.HALF_YEARLY: 2,
    Frequency.ANNUAL: 1,
}
_EDGES = {"lo50": 0.25, "hi50": 0.75, "lo80": 0.1, "hi80": 0.9, "lo95": 0.025, "hi95": 0.975}
_PERCENT = 0.01
_WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class _Series:
    """Rows (measure, unit) of one frequency: values (n, periods) up to the last period that may be judged."""

    specs: dict[int, MeasureSpec]
    rows: LeafRows
    periods: list[Period]
    values: Floats


def found_forecasts(measure_ids: Collection[int]) -> list[Forecast]:
    """The forecasts of some measures, as a whole and of each unit that holds them, as they would be stored."""
    specs = {
        number: replace(spec, window="period", window_length=None) for number, spec in specs_of(measure_ids).items()
    }
    found = []
    for series in _series(specs, _rows(specs)):
        dues = dues_of(series.specs, series.rows, series.periods[-1])
        for group in _by_reach(series, dues):
            found += _stored(series, dues, group)
    return found


def _rows(specs: dict[int, MeasureSpec]) -> dict[Frequency, list[tuple[int, int]]]:
    """Each measure as a whole, and the units that hold it in any plan, by frequency."""
    nodes = Node.objects.filter(kind=NodeKind.MEASURE, is_active=True, measure__in=specs, unit__isnull=False)
    held = set(nodes.order_by().values_list("measure_id", "unit_id"))
    rows: dict[Frequency, list[tuple[int, int]]] = defaultdict(list)
    for measure, unit in sorted({*((measure, 0) for measure in specs), *held}):
        rows[specs[measure].frequency].append((measure, unit))
    return rows


def _series(specs: dict[int, MeasureSpec], rows: dict[Frequency, list[tuple[int, int]]]) -> list[_Series]:
    """The values of the rows, frequency by frequency. What was carried on or filled in is no observation."""
    read = with_inputs(specs)
    laid = []
    for frequency, keys in rows.items():
        current = Period.containing(clock.today(), frequency)
        periods = [current.shift(-back) for back in reversed(range(HISTORY))]
        measure, unit = (np.array(column, np.int64) for column in zip(*keys))
        leaves = LeafRows(np.arange(len(keys)), measure, unit)
        found = values_of(read, leaves, periods)
        values = np.where(found.estimated, np.nan, found.value)
        # A sum that still grows is not held against those that are over.
        growing = np.array([specs[number].aggregation == "sum" for number in measure])
        if current.end >= clock.today():
            values[growing, -1] = np.nan
        laid.append(_Series({number: specs[number] for number in set(measure.tolist())}, leaves, periods, values))
    return laid


def _by_reach(series: _Series, dues: Sequence[Due]) -> list[tuple[int, np.ndarray]]:
    """Rows that are forecast equally far, so that nobody's backtest looks further than its own due date asks."""
    least, most = _REACH[series.periods[0].frequency]
    groups: dict[int, list[int]] = defaultdict(list)
    for row, due in enumerate(dues):
        last = _last(series.values[row])
        steps = len(list(series.periods[last].until(due.period))) - 1 if due.period else 0
        groups[most if least < steps else least].append(row)
    return [(reach, np.array(rows)) for reach, rows in groups.items()]


def _last(values: Floats) -> int:
    """The place of the last value."""
    seen = np.flatnonzero(~np.isnan(values))
    return int(seen[-1]) if seen.size else len(values) - 1


def _stored(series: _Series, dues: Sequence[Due], group: tuple[int, np.ndarray]) -> list[Forecast]:
    reach, places = group
    values = series.values[places]
    specs = [series.specs[int(series.rows.measure[place])] for place in places]
    scale = np.ones(len(places))
    nature = natures_of(values)
    for row, spec in enumerate(specs):
        is_share = spec.scale == _PERCENT and spec.natural_limit == _WHOLE
        if (
            is_share
            and not (np.nan_to_num(values[row]) < 0.0).any()
            and not (np.nan_to_num(values[row]) > _WHOLE).any()
        ):
            nature[row], scale[row] = Nature.SHARE, _WHOLE
        elif spec.aggregation == "sum" and nature[row] == Nature.SKEWED:
            # A sum of logarithms is nobody's year.
            nature[row] = Nature.FLOORED
    result = forecast(values / scale[:, None], reach, CYCLES[series.periods[0].frequency], nature)
    edges = {"mean": result.mean, **{name: result.quantiles(share) for name, share in _EDGES.items()}}
    edges = {name: column * scale[:, None] for name, column in edges.items()}
    finish = projected_finish(
        values,
        np.array([np.nan if dues[place].target is None else dues[place].target for place in places], np.float64),
        np.array([-1.0 if spec.direction == Direction.LOWER else 1.0 for spec in specs]),
    )
    return [
        _row(_One(series, place, spec, dues[place], result, row, float(scale[row])), edges, finish)
        for row, (place, spec) in enumerate(zip(places.tolist(), specs))
        if not np.isnan(values[row]).all()
    ]


@dataclass(frozen=True, slots=True)
class _One:
    """One series within a batch: its place among all rows, and its row in the results."""

    series: _Series
    place: int
    spec: MeasureSpec
    due: Due
    result: ForecastResult
    row: int
    scale: float

    @property
    def last(self) -> int:
        return _last(self.series.values[self.place])

    @property
    def steps(self) -> int:
        """How many periods ahead the due date lies."""
        return self.due.ordinal - self._ordinal if self.due.period else 0

    @property
    def _ordinal(self) -> int:
        return self.due.ordinal_of(self.series.periods[self.last])

    def weights(self) -> Floats:
        return self.result.weights[:, self.row]


def _row(one: _One, edges: dict[str, Floats], finish: FinishResult) -> Forecast:
    """One stored forecast, without what it lacks."""
    result, row, series = one.result, one.row, one.series
    method = Method(result.method[row])
    last = series.periods[one.last]
    stored = Forecast(
        measure_id=one.spec.id,
        unit_id=int(series.rows.unit[one.place]) or None,
        frequency=last.frequency.value,
        first=last.shift(1).start,
        method=method.label,
        points=int(result.points[row]),
        is_seasonal=bool(result.seasonal[row]),
        edges={} if method is Method.NONE else {name: column[row].tolist() for name, column in edges.items()},
        origins=int(result.origins[row]),
        owa=_known(result.owa[row]),
        mase=_known(result.mase[row]),
        smape=_known(result.smape[row]),
        covered=_known(result.covered[row]),
        computed_at=clock.now(),
        **_of_target(one),
    )
    if stored.asked == HeldAgainst.VALUE and one.due.target is not None and one.spec.direction != Direction.BAND:
        for name, column in (
            ("finish_on", finish.periods),
            ("soonest_on", finish.soonest),
            ("latest_on", finish.latest),
        ):
            setattr(stored, name, _day_after(last, float(column[row])))
    return stored


def _of_target(one: _One) -> dict[str, Any]:
    """Whether the target is reached at its due date: what is expected then, how likely it is, and at which pace."""
    due = one.due
    found: dict[str, Any] = {"due_on": due.day, "target": due.target, "asked": due.asked}
    if due.day is None or (due.target is None and due.band is None):
        return found | {"lacks": "no_due" if due.day is None else "no_target"}
    if one.result.method[one.row] == Method.NONE:
        return found | {"lacks": "too_few_points"}
    if one.steps < 1:
        return found | {"lacks": "over"}
    if one.steps > one.result.mean.shape[1]:
        return found | {"lacks": "too_far"}
    mean, edges, below = _summed(one) if due.asked == HeldAgainst.SUM else _at_due(one)
    found["expected"] = [mean, *edges]
    if due.band is not None:
        found["probability"] = max(0.0, below(due.band[1]) - below(due.band[0]))
    elif due.target is not None:
        share = below(due.target)
        found["probability"] = share if one.spec.direction == Direction.LOWER else 1.0 - share
        found |= _paces(one)
    return found


def _at_due(one: _One) -> tuple[float, tuple[float, float], Any]:
    at = one.steps - 1
    mean, low, high = (
        float(column[one.row, at]) * one.scale
        for column in (one.result.mean, one.result.quantiles(0.1), one.result.quantiles(0.9))
    )
    return mean, (low, high), lambda limit: float(one.result.probability_below(limit / one.scale)[one.row, at])


def _summed(one: _One) -> tuple[float, tuple[float, float], Any]:
    """The sum until the due date: what came already and what is still to come, whose errors go together."""
    ahead = slice(0, one.steps)
    so_far = np.array([_so_far(one)])
    means, sds = one.result.means[:, one.row, ahead], one.result.sds[:, one.row, ahead]
    each = [pooled_sum(mean[None], sd[None], so_far) for mean, sd in zip(means, sds)]
    mean, sd = (np.array([float(getattr(part, name)[0]) for part in each])[:, None] for name in ("mean", "sd"))
    weights = one.weights()[:, None]
    middle = float(np.where(weights > 0.0, weights * mean, 0.0).sum())
    low, high = (float(mixture_quantiles(share, mean, sd, weights)[0]) for share in (0.1, 0.9))
    return middle, (low, high), lambda limit: float(mixture_cdf(np.array([limit]), mean, sd, weights)[0])


def _so_far(one: _One) -> float:
    """The sum of what came since the span of the target began, up to the last value."""
    periods, values = one.series.periods, one.series.values[one.place]
    inside = [value for period, value in zip(periods, values) if one.due.since <= period.start and value == value]
    return float(sum(inside))


def _paces(one: _One) -> dict[str, float | None]:
    """Steps per period: what was made since the span began, and what is needed until the due date (methods.md 3.1)."""
    due, periods = one.due, one.series.periods
    values = one.series.values[one.place]
    passed = sum(due.since <= period.start for period in periods[: one.last + 1])
    if not passed or due.target is None:
        return {}
    if due.asked == HeldAgainst.SUM:
        so_far = _so_far(one)
        return {"achieved": so_far / passed, "required": (due.target - so_far) / one.steps}
    if due.baseline is None:
        return {}
    now = float(values[one.last])
    return {"achieved": (now - due.baseline) / passed, "required": (due.target - now) / one.steps}


def _day_after(last: Period, steps: float) -> date | None:
    """The day so many periods after the last; None where it is never reached, or beyond what can be counted."""
    if steps != steps or steps > 1_000:
        return None
    whole = last.shift(int(steps))
    return whole.end + timedelta(days=round((steps - int(steps)) * whole.shift(1).days))


def _known(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None
