"""Hypotheses: whether the data bear out that one series leads another, with which sign and after how long.

Series are rows of doubles in their own periods, NaN for missing. No clock; chance only by a seed that is passed.
"""

from hoshin.engine.hypotheses.correlation import (
    WhitenedResult,
    chance_bound,
    cross_correlations,
    permutation_p,
    whitened,
)
from hoshin.engine.hypotheses.granger import GrangerResult, granger
from hoshin.engine.hypotheses.leading import LeadResult, LeadTrials, lead_skill, lead_trials
from hoshin.engine.hypotheses.links import LEAST, LinkFigures, LinkVerdict, TooFew, examine, verdicts_on
from hoshin.engine.hypotheses.stationarity import PreparedResult, prepared, wandering_statistic

__all__ = [
    "LEAST",
    "GrangerResult",
    "LeadResult",
    "LeadTrials",
    "LinkFigures",
    "LinkVerdict",
    "PreparedResult",
    "TooFew",
    "WhitenedResult",
    "chance_bound",
    "cross_correlations",
    "examine",
    "granger",
    "lead_skill",
    "lead_trials",
    "permutation_p",
    "prepared",
    "verdicts_on",
    "wandering_statistic",
    "whitened",
]
