"""Where objectives name a person."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import IN_THE_OPEN, AtErasure, PersonalData
from hoshin.strategy.models import Objective

PERSONAL_DATA = (
    PersonalData(
        model=Objective, by="owner", label=_("Objectives that they own"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN
    ),
    PersonalData(
        model=Objective,
        by="owner",
        label=_("Private goals that they own"),
        at_erasure=AtErasure.BLANKED,
        words=("name", "description"),
        where={"visibility": "private"},
    ),
)
