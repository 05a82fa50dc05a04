"""How well `hoshin watch` finds what was put into series, and how quiet it is where nothing was, beside a windowed
Gaussian."""

import time
from collections.abc import Sequence

import numpy as np
from bench.reporting import Line, parser_of, show
from bench.watched import BREAKS, CLEAN, SHORT, Drawn, broken, clean, short_series, times

from hoshin.engine.watching import WatchResult, WatchSettings, watch_series

SETTINGS = WatchSettings(cycles=(86_400.0, 604_800.0), cautious=True)
MONTHS = WatchSettings(cycles=(12.0,), cautious=True)
PROBATION = 0.15


def gaussian(values: np.ndarray, width: int = 288) -> np.ndarray:
    """The rival: how far each value lies from the mean of the last day, in standard deviations, as 1 − tail
    probability."""
    from scipy.special import ndtr

    score = np.zeros(len(values))
    for i in range(10, len(values)):
        past = values[max(0, i - width) : i]
        score[i] = 2 * ndtr(abs(values[i] - past.mean()) / max(past.std(), 1e-9)) - 1
    return score


def area(score: np.ndarray, windows) -> float:
    """Area under the receiver's curve, values within windows against the others."""
    from scipy.stats import rankdata

    inside = within(windows, len(score))
    kept = np.arange(len(score)) >= PROBATION * len(score)
    ranks = rankdata(np.nan_to_num(score[kept]))
    inside = inside[kept]
    most = inside.sum()
    return float((ranks[inside].sum() - most * (most + 1) / 2) / (most * (len(inside) - most)))


def within(windows, n: int) -> np.ndarray:
    inside = np.zeros(n, bool)
    for first, last in windows:
        inside[first : last + 1] = True
    return inside


def best_sum(scored: list[tuple[np.ndarray, tuple]], false_cost: float = 0.11) -> float:
    """Like the benchmark of Numenta: windows found less false ones, at the one threshold that is best for all series,
    0–100."""
    starts, outside, total = [], [], 0
    for score, windows in scored:
        score = np.nan_to_num(score)
        n = len(score)
        inside = within(windows, n)
        kept = np.arange(n) >= PROBATION * n
        for first, last in windows:
            total += 1
            starts.append(score[first : last + 1].max())
        outside.append(score[kept & ~inside])
    away = np.sort(np.concatenate(outside))
    best = 0.0
    for threshold in np.unique(np.concatenate([starts])):
        hits = sum(one >= threshold for one in starts)
        false = len(away) - np.searchsorted(away, threshold)
        best = max(best, (hits - false_cost * false) / total)
    return 100 * best


def main() -> None:
    """Judge on seeds that nothing was tuned on, and take the time of many short series and of one long one."""
    parser = parser_of("bench.watching", __doc__)
    parser.add_argument("--seeds", type=int, default=4, help="of each kind; odd ones, as tuning saw the even ones")
    parser.add_argument("--length", type=int, default=4_000)
    parser.add_argument("--short", type=int, default=200, help="series of thirty values of each kind")
    parser.add_argument("--measures", type=int, nargs="+", default=[1_000, 10_000])
    options = parser.parse_args()
    seeds = range(1, 2 * options.seeds, 2)
    lines = [
        *quiet_when_short(options.short),
        *quiet(seeds, options.length),
        *found(seeds, options.length),
        *timed(options.measures),
    ]
    show(lines, as_json=options.json)


def watched(values: np.ndarray) -> WatchResult:
    return watch_series(values, times(len(values)), SETTINGS)


def spoken(result: WatchResult) -> set[int]:
    return {finding.index for finding in result.findings}


def quiet_when_short(count: int) -> list[Line]:
    """How many of a thousand values are spoken of in series of thirty where nothing happens."""
    lines = []
    for kind in SHORT:
        said = [len(spoken(watch_series(short_series(kind, seed), settings=MONTHS))) for seed in range(count)]
        rate = 1000 * sum(said) / (30 * count)
        lines.append(Line(f"thirty values, {kind}: spoken of in 1,000", rate, "values", 10.0, f"{count} series"))
    return lines


def quiet(seeds: range, n: int) -> list[Line]:
    """How many of a thousand values are spoken of where nothing happens: the worst series of each kind."""
    lines = []
    for kind in CLEAN:
        shares = [len(spoken(watched(clean(kind, seed, n)))) / n * 1000 for seed in seeds]
        detail = f"mean {np.mean(shares):.2f}"
        lines.append(Line(f"clean, {kind}: spoken of in 1,000", max(shares), "values", 10.0, detail))
    return lines


def found(seeds: range, n: int) -> list[Line]:
    """Windows spoken of, and scores beside the rival's, by kind of break and over all."""
    lines, everything = [], []
    for kind in BREAKS:
        drawn = [broken(kind, seed, n) for seed in seeds]
        results = [watched(one.values) for one in drawn]
        everything += zip(drawn, results)
        lines.append(_found(f"broken by {kind}", drawn, results))
    drawn, results = zip(*everything)
    ours = [(result.score, one.windows) for one, result in everything]
    rival = [(gaussian(one.values), one.windows) for one in drawn]
    areas = [np.mean([area(*one) for one in scored]) for scored in (ours, rival)]
    sums = [best_sum(scored) for scored in (ours, rival)]
    return [
        *lines,
        _found("broken, all", drawn, results, limit=0.25),
        Line("area under the curve, ours by the rival's", areas[0] / areas[1], "x", 1.0, _beside(areas), at_least=True),
        Line("windows less false ones, ours − the rival's", sums[0] - sums[1], "", 0.0, _beside(sums), at_least=True),
    ]


def _found(work: str, drawn: Sequence[Drawn], results: Sequence[WatchResult], limit: float | None = None) -> Line:
    windows = hits = false = values = 0
    for one, result in zip(drawn, results):
        said = spoken(result)
        inside = within(one.windows, len(one.values))
        windows += len(one.windows)
        hits += sum(any(first <= place <= last for place in said) for first, last in one.windows)
        false += sum(not inside[place] for place in said)
        values += len(one.values)
    detail = f"{windows} windows, {1000 * false / values:.2f} of 1,000 values outside"
    return Line(f"{work}: windows spoken of", hits / windows, "share", limit, detail, at_least=True)


def _beside(pair: Sequence[float]) -> str:
    return f"{pair[0]:.3f} beside {pair[1]:.3f}"


def timed(measures: Sequence[int]) -> list[Line]:
    """Seconds of the processor for many series of sixty values, and for one of twenty thousand."""
    rng = np.random.default_rng(0)
    lines = []
    for count in measures:
        series = rng.normal(size=(count, 60)) + 50
        began = time.process_time()
        for values in series:
            watch_series(values, settings=MONTHS)
        lines.append(Line(f"{count:,} measures of 60 values", time.process_time() - began, "s"))
    began = time.process_time()
    watched(clean("daily and weekly", 1, 20_000))
    return [*lines, Line("one series of 20,000 values", time.process_time() - began, "s", 30.0)]


if __name__ == "__main__":
    main()
