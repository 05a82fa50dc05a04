"""What exchange brings into the house: files in and out."""

from hoshin.base.cards import Card
from hoshin.exchange.tracked import TRACKED
from hoshin.exchange.transfers.exporting import EXPORT
from hoshin.exchange.transfers.importing import IMPORT, LOOK
from hoshin.exchange.transfers.places import FORGET_OLD
from hoshin.exchange.wordings import WORDINGS

CARD = Card(
    tracked=TRACKED,
    wordings=WORDINGS,
    jobs=(LOOK, IMPORT, EXPORT, FORGET_OLD),
)
