"""What assistants may ask in a person's name."""

from django.utils.translation import gettext_lazy as _

from hoshin.assistants.models import AssistantGrant
from hoshin.base.personal_data import AtErasure, PersonalData

PERSONAL_DATA = (
    PersonalData(
        model=AssistantGrant,
        by="user",
        label=_("Assistants that may ask in their name"),
        at_erasure=AtErasure.REMOVED,
        without=("digest",),
    ),
)
