"""What org brings into the house: the organisation, its units and its people."""

from hoshin.base.cards import Card
from hoshin.org.finds import FINDS
from hoshin.org.sheets import SHEETS
from hoshin.org.tracked import TRACKED

CARD = Card(
    tracked=TRACKED,
    sheets=SHEETS,
    finds=FINDS,
)
