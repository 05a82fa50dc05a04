"""What strategy brings into the house: plans and what they are made of."""

from hoshin.base.cards import Card
from hoshin.strategy.audited import TRACKED
from hoshin.strategy.finds import FINDS

CARD = Card(
    tracked=TRACKED,
    finds=FINDS,
)
