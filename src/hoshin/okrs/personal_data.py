"""What is derived of a person's goals."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import COUNTED, AtErasure, Exported, PersonalData
from hoshin.okrs.models import Overload

PERSONAL_DATA = (
    PersonalData(
        model=Overload,
        by="person",
        label=_("How many goals they have"),
        at_erasure=AtErasure.KEPT,
        why=COUNTED,
        exported=Exported.WHOLE,
    ),
)
