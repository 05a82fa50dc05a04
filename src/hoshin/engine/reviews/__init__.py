"""Reviews: ratings put together with their spread, and statistics that inform people who decide; none of them decides."""

from hoshin.engine.reviews.adverse_impact import ImpactResult, ImpactVerdict, adverse_impact, screened
from hoshin.engine.reviews.aggregating import RatingSource, SourceRules, SourcesResult, aggregate, weighted_items
from hoshin.engine.reviews.agreement import (
    AgreementBand,
    IccResult,
    ScaleLevel,
    agreement_band,
    icc,
    icc_of_variances,
    krippendorff,
)
from hoshin.engine.reviews.design import Variances, pooled_variances
from hoshin.engine.reviews.diagnosing import DiagnosticsResult, RaterFlag, diagnose
from hoshin.engine.reviews.gaming import PatternResult, missing_when_bad, sandbagging, target_hugging
from hoshin.engine.reviews.intervals import IntervalResult, icc_interval
from hoshin.engine.reviews.nine_box import NineBoxResult, nine_box
from hoshin.engine.reviews.raters import RatersResult, rater_effects
from hoshin.engine.reviews.reciprocity import ReciprocityResult, reciprocity
from hoshin.engine.reviews.strata import StrataResult, StrataVerdict, within_strata

__all__ = [
    "AgreementBand",
    "DiagnosticsResult",
    "IccResult",
    "ImpactResult",
    "ImpactVerdict",
    "IntervalResult",
    "NineBoxResult",
    "PatternResult",
    "RaterFlag",
    "RatersResult",
    "RatingSource",
    "ReciprocityResult",
    "ScaleLevel",
    "SourceRules",
    "SourcesResult",
    "StrataResult",
    "StrataVerdict",
    "Variances",
    "adverse_impact",
    "aggregate",
    "agreement_band",
    "diagnose",
    "icc",
    "icc_interval",
    "icc_of_variances",
    "krippendorff",
    "missing_when_bad",
    "nine_box",
    "pooled_variances",
    "rater_effects",
    "reciprocity",
    "sandbagging",
    "screened",
    "target_hugging",
    "weighted_items",
    "within_strata",
]
