"""What was written of a person in reviews, and what they wrote. Ratings stay, which others were compared with."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import COUNTED, IN_THE_OPEN, OF_OTHERS, AtErasure, Exported, PersonalData
from hoshin.reviews.models import (
    CalibrationChange,
    CalibrationSeat,
    FormAnswers,
    OutsideAnswers,
    OutsideForm,
    RaterFinding,
    ReviewAppeal,
    ReviewForm,
    ReviewResult,
)

PERSONAL_DATA = (
    PersonalData(model=ReviewForm, by="about", label=_("Reviews of them"), at_erasure=AtErasure.KEPT, why=COUNTED),
    PersonalData(
        model=ReviewForm, by="by", label=_("Reviews that they were to write"), at_erasure=AtErasure.KEPT, why=COUNTED
    ),
    PersonalData(
        model=ReviewForm,
        by="handed_from",
        label=_("Reviews that were handed on from them"),
        at_erasure=AtErasure.KEPT,
        why=COUNTED,
        exported=Exported.NEVER,
    ),
    PersonalData(
        model=FormAnswers,
        by="form__about",
        label=_("What was written in reviews of them"),
        at_erasure=AtErasure.BLANKED,
        words=("answers:text", "cited:text"),
    ),
    PersonalData(
        model=FormAnswers,
        by="form__by",
        label=_("What they wrote in reviews"),
        at_erasure=AtErasure.BLANKED,
        words=("answers:text", "cited:text"),
        quotes=("cited",),
    ),
    PersonalData(
        model=OutsideForm, by="about", label=_("People outside who were asked about them"), at_erasure=AtErasure.REMOVED
    ),
    PersonalData(
        model=OutsideAnswers,
        by="form__about",
        label=_("What people outside wrote of them"),
        at_erasure=AtErasure.REMOVED,
    ),
    PersonalData(
        model=RaterFinding, by="person", label=_("What is told of how they rated"), at_erasure=AtErasure.REMOVED
    ),
    PersonalData(
        model=CalibrationSeat,
        by="person",
        label=_("Groups in which they looked at results"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
    PersonalData(
        model=ReviewResult,
        by="person",
        label=_("Results of their reviews"),
        at_erasure=AtErasure.BLANKED,
        words=("voices:*", "comment"),
        without=("group", "flags", "potential"),
        quotes=("voices",),
    ),
    PersonalData(
        model=CalibrationChange,
        by="result__person",
        label=_("Changes of their results"),
        at_erasure=AtErasure.BLANKED,
        words=("evidence",),
    ),
    PersonalData(
        model=CalibrationChange,
        by="proposed_by",
        label=_("Changes of results that they proposed"),
        at_erasure=AtErasure.KEPT,
        why=OF_OTHERS,
    ),
    PersonalData(
        model=CalibrationChange,
        by="decided_by",
        label=_("Changes of results that they decided"),
        at_erasure=AtErasure.KEPT,
        why=OF_OTHERS,
    ),
    PersonalData(
        model=ReviewAppeal,
        by="result__person",
        label=_("Their appeals"),
        at_erasure=AtErasure.BLANKED,
        words=("text", "answer"),
    ),
    PersonalData(
        model=ReviewAppeal,
        by="decided_by",
        label=_("Appeals that they answered"),
        at_erasure=AtErasure.KEPT,
        why=OF_OTHERS,
    ),
)
