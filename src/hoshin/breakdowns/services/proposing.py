"""How members make a total, as proposed from how values of several periods do."""

from hoshin.breakdowns.models import Composition
from hoshin.measures.models import Aggregation

_PROPOSED = {
    Aggregation.SUM: Composition.SUM,
    Aggregation.RATIO: Composition.RATIO,
    Aggregation.WEIGHTED_MEAN: Composition.MEAN,
    Aggregation.MEAN: Composition.MEAN,
}


def proposed_together(aggregation: str) -> Composition:
    """What nobody said yet: of a stock, say, nothing tells whether its members add up, so that they stand side by side."""
    return _PROPOSED.get(Aggregation(aggregation), Composition.NONE)
