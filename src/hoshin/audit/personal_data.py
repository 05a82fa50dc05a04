"""What the trail holds of a person: what they did."""

from django.utils.translation import gettext_lazy as _

from hoshin.audit.models import Change
from hoshin.base.personal_data import AtErasure, Exported, PersonalData

PERSONAL_DATA = (
    PersonalData(
        model=Change,
        by="actor",
        label=_("What they changed, in the trail"),
        at_erasure=AtErasure.KEPT,
        why=_("that something was changed, and when, stays; who did it is called by a number"),
        names=("actor_name",),
        exported=Exported.WHOLE,
        quotes=("facts", "summary"),
    ),
)
