"""Where measures and their values name a person."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import IN_THE_OPEN, AtErasure, Exported, PersonalData
from hoshin.measures.models import LimitsReset, Measure, WaitingValue

PERSONAL_DATA = (
    PersonalData(
        model=Measure, by="owner", label=_("Measures that they own"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN
    ),
    PersonalData(
        model=Measure,
        by="supplier",
        label=_("Measures whose values they supply"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
    PersonalData(
        model=WaitingValue,
        by="giver",
        label=_("Values that they gave for approval"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
        names=("given_by",),
        through="measure",
    ),
    PersonalData(
        model=WaitingValue,
        by="given_by",
        label=_("Values for approval with their name"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
        exported=Exported.NEVER,
        where={"giver": None},
    ),
    PersonalData(
        model=LimitsReset,
        by="set_by",
        label=_("Limits that they had computed anew"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
        through="measure",
    ),
)
