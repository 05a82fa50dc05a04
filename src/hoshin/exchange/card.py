"""What exchange brings into the house: files in and out."""

from hoshin.base.cards import Card
from hoshin.exchange.tracked import TRACKED
from hoshin.exchange.transfers.exporting import EXPORT
from hoshin.exchange.transfers.importing import IMPORT, LOOK
from hoshin.exchange.transfers.places import FORGET_OLD

CARD = Card(
    tracked=TRACKED,
    jobs=(LOOK, IMPORT, EXPORT, FORGET_OLD),
)
