"""What exchange brings into the house: files in and out."""

from hoshin.base.cards import Card
from hoshin.exchange.tracked import TRACKED

CARD = Card(
    tracked=TRACKED,
)
