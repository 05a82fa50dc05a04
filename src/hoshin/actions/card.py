"""What corrective actions bring into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.actions import notices, policies
from hoshin.actions.belonging import BELONGINGS
from hoshin.actions.finds import FINDS
from hoshin.actions.models import AcceptedDeviation, ActionFile, CorrectiveAction
from hoshin.actions.personal_data import PERSONAL_DATA
from hoshin.actions.policies import ActionRight
from hoshin.actions.sheets import SHEETS
from hoshin.actions.tracked import TRACKED
from hoshin.actions.wordings import WORDINGS
from hoshin.base.cards import Card

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(Grant(ActionRight.ACT_OWN, CONTRIBUTORS), Grant(ActionRight.ACT_ANY, OFFICE)),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    notices=notices.KINDS,
    finds=FINDS,
    belongings=BELONGINGS,
    things=(
        Thing(
            "corrective_action",
            _("Corrective action"),
            CorrectiveAction,
            policies.actions_visible_to,
            policies.TO_ACTIONS,
            named_by="code",
            whose=("owner",),
        ),
        Thing(
            "accepted_deviation",
            _("Accepted deviation"),
            AcceptedDeviation,
            policies.deviations_visible_to,
            policies.THROUGH_THINGS,
        ),
        Thing(
            "action_file",
            _("File on a corrective action"),
            ActionFile,
            policies.action_files_visible_to,
            policies.THROUGH_ACTIONS,
        ),
    ),
)
