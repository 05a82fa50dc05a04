"""What strategy brings into the house: plans and what they are made of."""

from hoshin.base.cards import Card
from hoshin.strategy.audited import TRACKED

CARD = Card(
    tracked=TRACKED,
)
