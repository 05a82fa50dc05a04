"""Where surveys name a person. What they answered without their name is kept without owner, and cannot be found."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import IN_THE_OPEN, AtErasure, Exported, PersonalData
from hoshin.pulse.models import ActionPlan, Invitation, NamedAnswer, PlannedWave

PERSONAL_DATA = (
    PersonalData(
        model=Invitation,
        by="person",
        label=_("Surveys that they were asked to answer"),
        at_erasure=AtErasure.KEPT,
        why=_("it says who was asked, on which the promise to all rests; who answered, and what, is known to nobody"),
        exported=Exported.WHOLE,
        without=("is_spared",),
    ),
    PersonalData(
        model=NamedAnswer,
        by="person",
        label=_("What they answered with their name"),
        at_erasure=AtErasure.REMOVED,
        exported=Exported.WHOLE,
    ),
    PersonalData(
        model=ActionPlan, by="owner", label=_("Action plans that they own"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN
    ),
    PersonalData(
        model=PlannedWave,
        by="planned_by",
        label=_("Surveys that they planned"),
        at_erasure=AtErasure.KEPT,
        why=_("it is the organisation's, and goes once it is sent or called off"),
    ),
)
