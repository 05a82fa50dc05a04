"""What scorecards brings into the house: scores, statuses and closed periods."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.scorecards import notices, policies
from hoshin.scorecards.agenda import AGENDA
from hoshin.scorecards.evidence import EVIDENCE
from hoshin.scorecards.models import ClosedPeriod, Node, Score, StatusOverride
from hoshin.scorecards.personal_data import PERSONAL_DATA
from hoshin.scorecards.policies import ScorecardRight
from hoshin.scorecards.sheets import SHEETS
from hoshin.scorecards.tracked import TRACKED
from hoshin.scorecards.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    evidence=EVIDENCE,
    rights=(Grant(ScorecardRight.CLOSE_PERIOD, OFFICE),),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    notices=notices.KINDS,
    agenda=AGENDA,
    things=(
        Thing("node", _("Node"), Node, policies.nodes_ever_visible_to, policies.TO_NODES),
        Thing("score", _("Score"), Score, policies.scores_visible_to, policies.THROUGH_NODES),
        Thing(
            "override", _("Status set by hand"), StatusOverride, policies.overrides_visible_to, policies.THROUGH_NODES
        ),
        Thing("closed_period", _("Closed period"), ClosedPeriod, policies.closed_periods_visible_to, policies.OPEN),
    ),
)
