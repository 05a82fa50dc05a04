"""What the organisation holds of a person: themself, their places and what was granted to them."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import COUNTED, IN_THE_OPEN, OF_OTHERS, AtErasure, Exported, PersonalData
from hoshin.org.models import GrantedRelation, PastPosition, Person, ReportingLine, Unit, UnitHead

PERSONAL_DATA = (
    PersonalData(
        model=Person,
        by="",
        label=_("The person: name, address, position, skills"),
        at_erasure=AtErasure.BLANKED,
        words=("name", "email", "employee_id", "title", "location", "skills"),
        exported=Exported.WHOLE,
    ),
    PersonalData(
        model=Person,
        by="manager",
        label=_("People who report to them"),
        at_erasure=AtErasure.KEPT,
        why=OF_OTHERS,
        exported=Exported.NEVER,
    ),
    PersonalData(model=Unit, by="head", label=_("Units that they head"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN),
    PersonalData(
        model=UnitHead,
        by="person",
        label=_("Units that they headed"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
        exported=Exported.WHOLE,
    ),
    PersonalData(
        model=ReportingLine,
        by="person",
        label=_("Managers above them, by day"),
        at_erasure=AtErasure.KEPT,
        why=COUNTED,
        exported=Exported.WHOLE,
    ),
    PersonalData(
        model=PastPosition,
        by="person",
        label=_("Positions that they had"),
        at_erasure=AtErasure.BLANKED,
        words=("title", "location"),
        exported=Exported.WHOLE,
    ),
    PersonalData(
        model=PastPosition,
        by="manager",
        label=_("Positions of others under them"),
        at_erasure=AtErasure.KEPT,
        why=OF_OTHERS,
        exported=Exported.NEVER,
    ),
    PersonalData(
        model=GrantedRelation,
        by="person",
        label=_("Relations granted to them"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
    PersonalData(
        model=GrantedRelation,
        by="to_person",
        label=_("Relations of others to them"),
        at_erasure=AtErasure.KEPT,
        why=OF_OTHERS,
    ),
)
