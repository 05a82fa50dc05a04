"""Reviews: ratings put together with their spread, and statistics that inform people who decide; none of them decides."""

from hoshin.engine.reviews.adverse_impact import ImpactResult, ImpactVerdict, adverse_impact, screened
from hoshin.engine.reviews.aggregating import RatingSource, SourceRules, SourcesResult, aggregate, weighted_items
from hoshin.engine.reviews.nine_box import NineBoxResult, nine_box
from hoshin.engine.reviews.strata import StrataResult, StrataVerdict, within_strata

__all__ = [
    "ImpactResult",
    "ImpactVerdict",
    "NineBoxResult",
    "RatingSource",
    "SourceRules",
    "SourcesResult",
    "StrataResult",
    "StrataVerdict",
    "adverse_impact",
    "aggregate",
    "nine_box",
    "screened",
    "weighted_items",
    "within_strata",
]
