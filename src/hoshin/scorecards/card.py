"""What scorecards brings into the house: scores, statuses and closed periods."""

from hoshin.accounts.access import OFFICE, Grant
from hoshin.base.cards import Card
from hoshin.scorecards.policies import ScorecardRight
from hoshin.scorecards.sheets import SHEETS
from hoshin.scorecards.tracked import TRACKED

CARD = Card(
    rights=(Grant(ScorecardRight.CLOSE_PERIOD, OFFICE),),
    tracked=TRACKED,
    sheets=SHEETS,
)
