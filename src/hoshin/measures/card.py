"""What measures brings into the house: measures, targets and actuals."""

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.base.cards import Card
from hoshin.measures.policies import MeasureRight
from hoshin.measures.sheets import SHEETS
from hoshin.measures.tracked import TRACKED

CARD = Card(
    rights=(
        Grant(MeasureRight.RECORD_OWN, CONTRIBUTORS),
        Grant(MeasureRight.RECORD_ANY, OFFICE),
    ),
    tracked=TRACKED,
    sheets=SHEETS,
)
