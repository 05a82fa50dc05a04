"""Where corrective actions name a person."""

from django.utils.translation import gettext_lazy as _

from hoshin.actions.models import AcceptedDeviation, ActionFile, CorrectiveAction
from hoshin.base.personal_data import IN_THE_OPEN, AtErasure, PersonalData

PERSONAL_DATA = (
    PersonalData(
        model=CorrectiveAction,
        by="owner",
        label=_("Corrective actions that they own"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
    PersonalData(
        model=CorrectiveAction,
        by="opened_by",
        label=_("Corrective actions that they opened"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
    PersonalData(
        model=AcceptedDeviation,
        by="accepted_by",
        label=_("Deviations that they accepted"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
    PersonalData(
        model=ActionFile,
        by="added_by",
        label=_("Files that they added to actions"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
)
