"""Where a person stands, what they learn, and where they may go."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import OF_OTHERS, AtErasure, PersonalData
from hoshin.growth.models import (
    CaseItem,
    CompetencyEvidence,
    CriticalRole,
    DevelopmentAction,
    DevelopmentPlan,
    LearningRecord,
    LearningRequest,
    LearningSession,
    PromotionCase,
    SkillAssessment,
    Successor,
)

PERSONAL_DATA = (
    PersonalData(
        model=SkillAssessment, by="person", label=_("Where they stand"), at_erasure=AtErasure.REMOVED, words=("reason",)
    ),
    PersonalData(
        model=SkillAssessment,
        by="by",
        label=_("Where others stand, as they saw it"),
        at_erasure=AtErasure.BLANKED,
        words=("reason",),
    ),
    PersonalData(
        model=CompetencyEvidence,
        by="person",
        label=_("What was seen of what they can do"),
        at_erasure=AtErasure.REMOVED,
        words=("text",),
    ),
    PersonalData(
        model=CompetencyEvidence,
        by="by",
        label=_("What they saw others do"),
        at_erasure=AtErasure.BLANKED,
        words=("text",),
    ),
    PersonalData(
        model=DevelopmentPlan,
        by="person",
        label=_("Their development plan"),
        at_erasure=AtErasure.REMOVED,
        words=("aim",),
    ),
    PersonalData(
        model=DevelopmentAction,
        by="plan__person",
        label=_("Steps of their development plan"),
        at_erasure=AtErasure.REMOVED,
        words=("text", "outcome"),
    ),
    PersonalData(
        model=DevelopmentAction,
        by="mentor",
        label=_("Steps of others with which they help"),
        at_erasure=AtErasure.KEPT,
        why=OF_OTHERS,
    ),
    PersonalData(
        model=LearningRequest,
        by="person",
        label=_("What they asked to learn"),
        at_erasure=AtErasure.REMOVED,
        words=("reason",),
    ),
    PersonalData(
        model=LearningRequest,
        by="decided_by",
        label=_("What others asked to learn, decided by them"),
        at_erasure=AtErasure.BLANKED,
        words=("word",),
    ),
    PersonalData(
        model=LearningSession, by="host", label=_("Sessions that they hold"), at_erasure=AtErasure.KEPT, why=OF_OTHERS
    ),
    PersonalData(model=LearningRecord, by="person", label=_("What they learnt"), at_erasure=AtErasure.REMOVED),
    PersonalData(
        model=PromotionCase,
        by="person",
        label=_("Promotions of theirs that were talked about"),
        at_erasure=AtErasure.BLANKED,
        words=("reason",),
    ),
    PersonalData(
        model=PromotionCase,
        by="opened_by",
        label=_("Promotions of others that they opened"),
        at_erasure=AtErasure.KEPT,
        why=OF_OTHERS,
    ),
    PersonalData(
        model=PromotionCase,
        by="decided_by",
        label=_("Promotions of others that they decided"),
        at_erasure=AtErasure.KEPT,
        why=OF_OTHERS,
    ),
    PersonalData(
        model=CaseItem,
        by="case__person",
        label=_("What spoke for and against their promotion"),
        at_erasure=AtErasure.BLANKED,
        words=("text",),
    ),
    PersonalData(
        model=CaseItem,
        by="by",
        label=_("What they said for and against promotions"),
        at_erasure=AtErasure.BLANKED,
        words=("text",),
    ),
    PersonalData(
        model=CriticalRole,
        by="holder",
        label=_("Critical roles that they have"),
        at_erasure=AtErasure.BLANKED,
        words=("note",),
    ),
    PersonalData(
        model=Successor, by="person", label=_("Roles in which they could follow"), at_erasure=AtErasure.REMOVED
    ),
)
