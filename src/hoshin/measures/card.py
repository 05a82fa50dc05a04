"""What measures brings into the house: measures, targets and actuals."""

from hoshin.base.cards import Card
from hoshin.measures.audited import TRACKED

CARD = Card(
    tracked=TRACKED,
)
