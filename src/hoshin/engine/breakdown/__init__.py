"""Where it happens: the change of a total split over its members, their shares, and which of them explain it."""

from hoshin.engine.breakdown.concentration import ParetoResult, pareto, shares
from hoshin.engine.breakdown.evidence import FocusResult, VariationResult, focus, own_variation
from hoshin.engine.breakdown.split import SplitResult, split_mean, split_sum

__all__ = [
    "FocusResult",
    "ParetoResult",
    "SplitResult",
    "VariationResult",
    "focus",
    "own_variation",
    "pareto",
    "shares",
    "split_mean",
    "split_sum",
]
