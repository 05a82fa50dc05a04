"""What agreements brings into the house: proposals and responses between two people, and what they agreed."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.agreements import notices, policies
from hoshin.agreements.belonging import BELONGINGS
from hoshin.agreements.models import GoalAgreement, Proposal, Response
from hoshin.agreements.personal_data import PERSONAL_DATA
from hoshin.agreements.policies import AgreementRight
from hoshin.agreements.sheets import SHEETS
from hoshin.agreements.tracked import TRACKED
from hoshin.agreements.wordings import WORDINGS
from hoshin.base.cards import Card

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(Grant(AgreementRight.TAKE_PART, CONTRIBUTORS), Grant(AgreementRight.SEE_SHARES, OFFICE)),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    belongings=BELONGINGS,
    notices=notices.KINDS,
    things=(
        Thing(
            "proposal",
            _("Proposal"),
            Proposal,
            policies.proposals_visible_to,
            policies.TO_PROPOSALS,
            whose=("owner", "counterpart"),
        ),
        Thing("response", _("Response"), Response, policies.responses_visible_to, policies.TO_RESPONSES),
        Thing(
            "agreement",
            _("Agreement"),
            GoalAgreement,
            policies.agreements_visible_to,
            policies.TO_AGREEMENTS,
            whose=("owner", "counterpart"),
        ),
    ),
)
