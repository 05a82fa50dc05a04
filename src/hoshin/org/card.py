"""What org brings into the house: the organisation, its units and its people."""

from hoshin.base.cards import Card
from hoshin.org.audited import TRACKED

CARD = Card(
    tracked=TRACKED,
)
