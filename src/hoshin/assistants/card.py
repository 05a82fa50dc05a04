"""What assistants bring into the house: grants, and how they and what was asked stand in the trail."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.sight import Thing
from hoshin.assistants.models import AssistantGrant
from hoshin.assistants.personal_data import PERSONAL_DATA
from hoshin.assistants.policies import TO_GRANTS, grants_visible_to
from hoshin.assistants.tracked import TRACKED
from hoshin.assistants.wordings import WORDINGS
from hoshin.base.cards import Card

CARD = Card(
    personal_data=PERSONAL_DATA,
    tracked=TRACKED,
    wordings=WORDINGS,
    things=(
        Thing(
            "assistant_grant",
            _("Grant to an assistant"),
            AssistantGrant,
            grants_visible_to,
            TO_GRANTS,
            named_by="prefix",
        ),
    ),
)
