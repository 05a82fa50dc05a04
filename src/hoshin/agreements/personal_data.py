"""What a person proposed, answered and agreed."""

from django.utils.translation import gettext_lazy as _

from hoshin.agreements.models import GoalAgreement, Proposal, Response
from hoshin.base.personal_data import IN_THE_OPEN, OF_OTHERS, AtErasure, Exported, PersonalData

PERSONAL_DATA = (
    PersonalData(
        model=Proposal,
        by="owner",
        label=_("Proposals of goals for them"),
        at_erasure=AtErasure.BLANKED,
        words=("text",),
    ),
    PersonalData(
        model=Proposal,
        by="counterpart",
        label=_("Proposals of goals to be agreed with them"),
        at_erasure=AtErasure.KEPT,
        why=OF_OTHERS,
    ),
    PersonalData(
        model=Proposal,
        by="started_by",
        label=_("Proposals of goals that they made"),
        at_erasure=AtErasure.BLANKED,
        words=("text",),
    ),
    PersonalData(
        model=Proposal,
        by="waits_for",
        label=_("Proposals of goals that wait for them"),
        at_erasure=AtErasure.KEPT,
        why=OF_OTHERS,
        exported=Exported.NEVER,
    ),
    PersonalData(
        model=Proposal,
        by="owner",
        label=_("Proposals of private goals for them"),
        at_erasure=AtErasure.BLANKED,
        words=("text", "terms:name,description,note", "before:name,description,note"),
        where={"terms__visibility": "private"},
    ),
    PersonalData(
        model=Response, by="person", label=_("Responses to proposals"), at_erasure=AtErasure.BLANKED, words=("text",)
    ),
    PersonalData(
        model=GoalAgreement,
        by="owner",
        label=_("Agreements on their goals"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
    PersonalData(
        model=GoalAgreement,
        by="owner",
        label=_("Agreements on private goals of theirs"),
        at_erasure=AtErasure.BLANKED,
        words=("terms:name,description,note",),
        where={"terms__visibility": "private"},
    ),
    PersonalData(
        model=GoalAgreement, by="counterpart", label=_("Agreements with them"), at_erasure=AtErasure.KEPT, why=OF_OTHERS
    ),
)
