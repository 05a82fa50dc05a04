"""Where statuses name a person."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import IN_THE_OPEN, AtErasure, PersonalData
from hoshin.scorecards.models import StatusOverride

PERSONAL_DATA = (
    PersonalData(
        model=StatusOverride,
        by="set_by",
        label=_("Statuses that they set by hand"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
)
