"""Reviews: ratings put together with their spread, and statistics that inform people who decide; none of them decides."""

from hoshin.engine.reviews.adverse_impact import ImpactResult, ImpactVerdict, adverse_impact, screened
from hoshin.engine.reviews.aggregating import RatingSource, SourceRules, SourcesResult, aggregate, weighted_items
from hoshin.engine.reviews.design import Variances
from hoshin.engine.reviews.nine_box import NineBoxResult, nine_box
from hoshin.engine.reviews.raters import RatersResult, rater_effects
from hoshin.engine.reviews.strata import StrataResult, StrataVerdict, within_strata

__all__ = [
    "ImpactResult",
    "ImpactVerdict",
    "NineBoxResult",
    "RatersResult",
    "RatingSource",
    "SourceRules",
    "SourcesResult",
    "StrataResult",
    "StrataVerdict",
    "Variances",
    "adverse_impact",
    "aggregate",
    "nine_box",
    "rater_effects",
    "screened",
    "weighted_items",
    "within_strata",
]
