"""What a person brought in and took out."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import AtErasure, PersonalData
from hoshin.exchange.models import Transfer

PERSONAL_DATA = (
    PersonalData(
        model=Transfer,
        by="user",
        label=_("Imports and exports"),
        at_erasure=AtErasure.REMOVED,
        without=("key", "session"),
    ),
)
