"""How reviews stand in the audit trail: that something was written, never what."""

from django.utils.translation import gettext_lazy as _

from hoshin.audit.tracked import Tracked
from hoshin.reviews.models import FormAnswers, ReviewCycle, ReviewForm, ReviewTemplate
from hoshin.reviews.policies import answers_traced_to, cycles_visible_to, forms_visible_to, templates_visible_to

TRACKED = (
    Tracked(
        model=ReviewCycle,
        label=_("Review cycle"),
        named_by=("name",),
        page="review_cycle",
        page_by="code",
        seen_by=cycles_visible_to,
        # What was promised and handed out is not taken back.
        undone_by=None,
    ),
    Tracked(
        model=ReviewTemplate,
        label=_("Template of reviews"),
        named_by=("name",),
        page="review_template",
        page_by="pk",
        seen_by=templates_visible_to,
        undone_by=None,
    ),
    Tracked(
        model=ReviewForm,
        label=_("Review form"),
        named_by=("about__name",),
        seen_by=forms_visible_to,
        undone_by=None,
    ),
    Tracked(
        model=FormAnswers,
        label=_("Answers of a review"),
        named_by=("form__about__name",),
        secrets=("answers", "cited"),
        traces_of_use=("seconds", "saved_at", "version"),
        seen_by=answers_traced_to,
        undone_by=None,
    ),
)
