"""What strategy brings into the house: plans and what they are made of."""

from hoshin.base.cards import Card
from hoshin.strategy.finds import FINDS
from hoshin.strategy.sheets import SHEETS
from hoshin.strategy.tracked import TRACKED

CARD = Card(
    tracked=TRACKED,
    sheets=SHEETS,
    finds=FINDS,
)
