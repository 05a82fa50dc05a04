"""Watching: what is unusual in a series, judged by what came before it.

Control charts with their rules, trends, changes of level, long series by prediction. No clock, no chance.
"""

from hoshin.engine.watching.baselines import ChartBaseline
from hoshin.engine.watching.charting import draw_chart
from hoshin.engine.watching.counted import CountedBaseline, CountedValues, counted_baseline
from hoshin.engine.watching.findings import (
    RULES_VERSION,
    WatchDirection,
    WatchFinding,
    WatchKind,
    WatchResult,
    WatchSettings,
)
from hoshin.engine.watching.limits import LimitForm, LimitsResult, binomial_limits, poisson_limits, xmr_limits
from hoshin.engine.watching.rules import RuleSet, RunRule, run_rules
from hoshin.engine.watching.sampled import SampledBaseline, SampledValues, sampled_baseline, samples_of
from hoshin.engine.watching.shifts import cusum, level_shift
from hoshin.engine.watching.tails import counts_tail
from hoshin.engine.watching.trends import TrendResult, mann_kendall, seasonal_mann_kendall
from hoshin.engine.watching.watch import score_of, watch_series

__all__ = [
    "RULES_VERSION",
    "ChartBaseline",
    "CountedBaseline",
    "CountedValues",
    "LimitForm",
    "LimitsResult",
    "RuleSet",
    "RunRule",
    "SampledBaseline",
    "SampledValues",
    "TrendResult",
    "WatchDirection",
    "WatchFinding",
    "WatchKind",
    "WatchResult",
    "WatchSettings",
    "binomial_limits",
    "counted_baseline",
    "counts_tail",
    "cusum",
    "draw_chart",
    "level_shift",
    "mann_kendall",
    "poisson_limits",
    "run_rules",
    "sampled_baseline",
    "samples_of",
    "score_of",
    "seasonal_mann_kendall",
    "watch_series",
    "xmr_limits",
]
