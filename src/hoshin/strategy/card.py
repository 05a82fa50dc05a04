"""What strategy brings into the house: plans and what they are made of."""

from hoshin.base.cards import Card
from hoshin.strategy.audited import TRACKED
from hoshin.strategy.finds import FINDS
from hoshin.strategy.sheets import SHEETS

CARD = Card(
    tracked=TRACKED,
    sheets=SHEETS,
    finds=FINDS,
)
