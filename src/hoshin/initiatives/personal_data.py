"""Where initiatives name a person."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import IN_THE_OPEN, AtErasure, PersonalData
from hoshin.initiatives.models import Baseline, Initiative, InitiativeFile, Milestone, TeamMember

PERSONAL_DATA = (
    PersonalData(
        model=Initiative, by="owner", label=_("Initiatives that they own"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN
    ),
    PersonalData(
        model=TeamMember,
        by="person",
        label=_("Initiatives on which they worked"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
    PersonalData(
        model=Milestone, by="owner", label=_("Milestones that they own"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN
    ),
    PersonalData(
        model=Baseline,
        by="agreed_by",
        label=_("Plans of initiatives that they agreed to"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
    PersonalData(
        model=InitiativeFile,
        by="added_by",
        label=_("Files that they added to initiatives"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
)
