"""Watches series: the one way in for whoever wants to know what is unusual in them."""

import numpy as np

from hoshin.engine.arrays import Floats
from hoshin.engine.watching.charting import draw_chart
from hoshin.engine.watching.counted import CountedValues
from hoshin.engine.watching.few import ENOUGH, drift_tails, few_findings
from hoshin.engine.watching.findings import WatchResult, WatchSettings
from hoshin.engine.watching.sampled import SampledValues
from hoshin.engine.watching.streaming import LONG, judge_stream

USUAL = WatchSettings()


def watch_series(
    values: Floats,
    times: Floats | None = None,
    settings: WatchSettings = USUAL,
    of: CountedValues | SampledValues | None = None,
) -> WatchResult:
    """Say what is unusual in one series, each value judged by those before it and never by one after it.

    ``values`` (n,) in the order of time, NaN where one is missing; ``times`` (n,) in any unit, rising, 0, 1, 2 … unless
    given: where two lie farther apart than usual there is a gap. The score is ``L/(L + 3)`` with ``L = −log₁₀ p``: a
    half at one in a thousand. Neither the score nor a finding of a value changes when later values are added; but as
    long as a series has fewer than eight values in all, its findings say only that. ``of``: as in `draw_chart`; the
    values of a long series are judged by how they are predicted, whatever they are.

    >>> y = np.array([52., 49, 55, 51, 48, 53, 50, 54, 51, 49, 52, 50, 47, 53, 51, 50, 62, 58, 57, 59])
    >>> [(one.index, str(one.kind)) for one in watch_series(y, settings=WatchSettings(baseline=16)).findings]
    [(18, 'near_limits'), (19, 'level_shift')]
    """
    t = np.arange(len(values), dtype=np.float64) if times is None else times
    is_long = settings.cautious and len(values) > LONG
    chart = draw_chart(values[:LONG], t[:LONG], settings) if is_long else draw_chart(values, t, settings, of)
    p, findings = chart.p, list(chart.findings)
    if is_long:
        stream = judge_stream(values, t, settings.cycles)
        p = np.concatenate([p, stream.p[LONG:]])
        findings += stream.findings
    drift = drift_tails(values)
    p = np.where(np.isnan(drift), p, drift)
    if np.count_nonzero(~np.isnan(values)) < ENOUGH:
        findings = few_findings(values, p)
    return WatchResult(score_of(p), p, tuple(findings))


def score_of(p: Floats) -> Floats:
    """How unusual (n,) what has these probabilities is, from 0 to 1.

    >>> score_of(np.array([1.0, 0.001, 1e-9])).tolist()
    [0.0, 0.5, 0.75]
    """
    size = -np.log10(np.maximum(p, 1e-300))
    return np.asarray(np.round(size, 9) / (np.round(size, 9) + 3.0) + 0.0)
