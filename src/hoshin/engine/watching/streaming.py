"""Judges a long series as its values come: each against what the series itself led to expect, by how often it was
wrong."""

from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Floats, Ints
from hoshin.engine.watching.findings import WatchDirection, WatchFinding, WatchKind
from hoshin.engine.watching.predicting import predict

# A series is judged this way once there are so many values of it; before, by its control chart.
LONG = 96
SHORT_WINDOW, LONG_WINDOW = 12, 48
_BLOCK, _MEMORY = 48, 6000
_TAIL = 0.05
_STEEPEST, _FLATTEST = 8.0, 1.0
_WARM = 60
# What is spoken of: a probability, and a share of all values that is never exceeded, with a few at once.
SPEAKING, SHARE, AT_ONCE = 0.015, 0.004, 3.0
_CALM, _CALM_FOR = 0.03, 24


@dataclass(frozen=True, slots=True)
class _Statistic:
    """One way to be unusual (n,): signed ``size``, the ``width`` of the window that it looks at, and what it is
    called."""

    size: Floats
    width: int
    up: WatchKind
    down: WatchKind


@dataclass(frozen=True, slots=True)
class StreamResult:
    """Per value (n,) its probability ``p``; NaN before there are enough. ``findings`` in the order of the series."""

    p: Floats
    findings: list[WatchFinding]


def judge_stream(values: Floats, times: Floats, cycles: tuple[float, ...]) -> StreamResult:
    """Judge every value (n,) of a long series by those before it.

    What comes next is predicted from the last values, the level and the season. The errors, the level of the last
    twelve and of the last forty-eight values without their season, and how much these stray are each compared with
    all that they were before; beyond the greatest twentieth, by a tail as heavy as theirs is. A finding is what is
    improbable by that, at most four in a thousand values. Method: own; tail after Hill 1975.
    """
    missing = np.isnan(values)
    x = _filled(values)
    predicted = predict(x, times, cycles)
    ways = _statistics(x, predicted.expected, predicted.season, predicted.ready)
    tails = np.array([_tails(way) for way in ways])
    tails[:, missing] = np.nan
    p = np.minimum(np.fmin.reduce(tails) * len(ways), 1.0)
    findings = _Speaker(values, x, predicted.expected, ways, tails * len(ways)).findings(p)
    return StreamResult(p, findings)


def _filled(values: Floats) -> Floats:
    """Values with the last known one where one is missing."""
    places = np.where(np.isnan(values), 0, np.arange(len(values)))
    found = values[np.maximum.accumulate(places)]
    return np.asarray(np.where(np.isnan(found), 0.0, found))


def _statistics(x: Floats, expected: Floats, season: Floats, ready: Bools) -> list[_Statistic]:
    errors = x - expected
    scale = _scale(errors, x)
    level = x - season
    ways = [_Statistic(errors / np.maximum(scale, 1e-300), 1, WatchKind.UNUSUAL, WatchKind.UNUSUAL)]
    for width in (SHORT_WINDOW, LONG_WINDOW):
        step = _means(level, width) - _lagged(_means(level, 4 * width), width)
        ways.append(_Statistic(np.where(ready, step, np.nan), width, WatchKind.UNUSUAL_LEVEL, WatchKind.UNUSUAL_LEVEL))
    for width in (SHORT_WINDOW, LONG_WINDOW):
        stray = np.log(_means(np.abs(errors), width) + 1e-300 + 0.02 * np.nan_to_num(scale))
        change = stray - _lagged(_means(stray, 8 * width), width)
        ways.append(_Statistic(change, width, WatchKind.MORE_VARIABLE, WatchKind.LESS_VARIABLE))
    return ways


def _scale(errors: Floats, x: Floats) -> Floats:
    """How wrong predictions usually are just before each value: a moving mean of errors, none of them counted for too
    much."""
    scale = np.full(len(errors), np.nan)
    running, count = 0.0, 0
    for i, error in enumerate(np.abs(errors).tolist()):
        if error != error:
            continue
        if count > 8:
            scale[i] = running
        count += 1
        weight = max(1.0 / count, 1.0 / 96.0)
        running += weight * ((min(error, 5.0 * running) if count > 8 else error) - running)
    floor = np.full(len(x), np.nan)
    for start in range(LONG // 2, len(x), _BLOCK):
        past = x[max(0, start - _MEMORY) : start]
        low, high = np.quantile(past, (0.05, 0.95))
        usual = np.nanmedian(np.abs(errors[max(0, start - _MEMORY) : start])) if start > LONG // 2 else 0.0
        floor[start : start + _BLOCK] = max(
            0.5 * np.nan_to_num(usual), 0.003 * (high - low), 1e-9 * max(abs(low), abs(high)) + 1e-300
        )
    return np.asarray(np.fmax(scale, floor), np.float64)


def _means(x: Floats, width: int) -> Floats:
    """The mean of the last so many values; NaN before there are as many."""
    known = np.nan_to_num(x)
    sums = np.concatenate([[0.0], np.cumsum(known)])
    counts = np.concatenate([[0], np.cumsum(~np.isnan(x))])
    found = np.full(len(x), np.nan)
    if len(x) >= width:
        seen = counts[width:] - counts[:-width]
        with np.errstate(invalid="ignore", divide="ignore"):
            found[width - 1 :] = np.where(seen == width, (sums[width:] - sums[:-width]) / width, np.nan)
    return found


def _lagged(x: Floats, by: int) -> Floats:
    return np.asarray(np.concatenate([np.full(min(by, len(x)), np.nan), x[:-by]]))


def _tails(way: _Statistic) -> Floats:
    """The probability of each size, on its own side where sides differ, by all that were before, block by block."""
    size = np.abs(way.size)
    n = len(size)
    p = np.full(n, np.nan)
    for start in range(LONG, n, _BLOCK):
        past = size[max(0, start - _MEMORY) : max(0, start - way.width + 1)]
        past = past[~np.isnan(past)]
        if len(past) < _WARM or len(past) < 3 * way.width:
            continue
        block = size[start : start + _BLOCK]
        p[start : start + _BLOCK] = _tail(np.sort(past), block, way.width)
    return p


def _tail(past: Floats, sizes: Floats, width: int) -> Floats:
    """Share of the past that is as great; beyond its greatest twentieth, by a tail of the index that this part has."""
    count = len(past)
    above = count - np.searchsorted(past, sizes, side="left")
    p = (above + 1.0) / (count + 1.0)
    threshold = past[int((1.0 - _TAIL) * count)]
    beyond = past[int((1.0 - _TAIL) * count) :]
    if threshold > 0.0:
        likeness = 1.0 + 4.0 / np.sqrt(max(len(beyond) / width, 1.0))
        index = 1.0 / max(float(np.log(beyond / threshold).mean()) * likeness, 1.0 / _STEEPEST)
        with np.errstate(invalid="ignore"):
            steep = _TAIL * np.maximum(sizes / threshold, 1.0) ** -max(index, _FLATTEST)
        p = np.where(sizes > threshold, np.minimum(steep, _TAIL), p)
    return np.where(np.isnan(sizes), np.nan, p)


class _Speaker:
    """Says what is improbable once until it is calm again, and no more than its share."""

    def __init__(self, values: Floats, x: Floats, expected: Floats, ways: list[_Statistic], tails: Floats) -> None:
        self.values, self.x, self.expected, self.ways, self.tails = values, x, expected, ways, tails

    def findings(self, p: Floats) -> list[WatchFinding]:
        found: list[WatchFinding] = []
        calm_since: Ints = np.full(len(self.ways), -_CALM_FOR)
        purse, filled = 1.0, LONG
        for i in np.flatnonzero(p <= _CALM).tolist():
            purse, filled = min(AT_ONCE, purse + SHARE * (i - filled)), i
            now = self.tails[:, i]
            speaks = np.flatnonzero((now <= SPEAKING) & (i - calm_since >= _CALM_FOR))
            if len(speaks) and purse >= 1.0:
                purse -= 1.0
                found += self._said(i, speaks)
                calm_since[speaks] = i
            lasting = (now <= _CALM) & (i - calm_since < _CALM_FOR)
            calm_since[lasting] = i
        return found

    def _said(self, i: int, speaks: Ints) -> list[WatchFinding]:
        said: dict[WatchKind, WatchFinding] = {}
        for way in sorted(speaks.tolist(), key=lambda one: self.tails[one, i]):
            one = self.ways[way]
            size = float(one.size[i])
            kind = one.up if size > 0 else one.down
            up = size > 0
            if kind is WatchKind.UNUSUAL_LEVEL:
                facts = {
                    "value": float(self.values[i]),
                    "count": float(one.width),
                    "after": float(self.x[i - one.width + 1 : i + 1].mean()),
                    "before": float(self.x[i - one.width + 1 : i + 1].mean() - size),
                }
            elif kind is WatchKind.UNUSUAL:
                facts = {"value": float(self.values[i]), "centre": float(self.expected[i])}
            else:
                facts = {"value": float(self.values[i]), "count": float(one.width), "ratio": float(np.exp(size))}
            direction = WatchDirection.UP if up else WatchDirection.DOWN
            said.setdefault(kind, WatchFinding(i, kind, direction, size, float(self.tails[way, i]), facts))
        return list(said.values())
