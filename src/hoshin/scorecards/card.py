"""What scorecards brings into the house: scores, statuses and closed periods."""

from hoshin.base.cards import Card
from hoshin.scorecards.audited import TRACKED

CARD = Card(
    tracked=TRACKED,
)
