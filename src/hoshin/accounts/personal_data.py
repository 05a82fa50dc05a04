"""What accounts holds of a person: how they sign in."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.models import ApiToken, User
from hoshin.base.personal_data import AtErasure, Exported, PersonalData

PERSONAL_DATA = (
    PersonalData(
        model=User,
        by="",
        label=_("The user with whom they sign in"),
        at_erasure=AtErasure.REMOVED,
        exported=Exported.WHOLE,
        without=("password",),
    ),
    PersonalData(
        model=ApiToken,
        by="user",
        label=_("Tokens"),
        at_erasure=AtErasure.REMOVED,
        exported=Exported.WHOLE,
        without=("digest",),
    ),
)
