"""How reviews stand in the audit trail: that something was written, never what."""

from django.utils.translation import gettext_lazy as _

from hoshin.audit.tracked import Tracked
from hoshin.reviews.models import (
    CalibrationChange,
    CalibrationGroup,
    FormAnswers,
    OutsideAnswers,
    OutsideForm,
    PayCriteria,
    RaterFinding,
    ReviewAppeal,
    ReviewCycle,
    ReviewForm,
    ReviewResult,
    ReviewScreen,
    ReviewTemplate,
)
from hoshin.reviews.policies import (
    answers_traced_to,
    appeals_visible_to,
    changes_visible_to,
    cycles_visible_to,
    findings_visible_to,
    forms_visible_to,
    groups_visible_to,
    outside_answers_visible_to,
    outside_forms_visible_to,
    pay_criteria_visible_to,
    results_visible_to,
    screens_visible_to,
    templates_visible_to,
)

RESULT_SECRETS = ("raw", "error", "adjusted", "reason", "potential", "score", "sources", "voices", "flags", "comment")
RESULT_SECRETS += ("completeness", "lacks")
FINDING_SECRETS = ("forms", "leniency", "leniency_error", "spread", "halo", "same", "recent", "flags")
CHANGE_SECRETS = ("before", "after", "reason", "evidence")
APPEAL_SECRETS = ("text", "answer", "before", "after")
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
        model=PayCriteria,
        label=_("Criteria for pay"),
        named_by=("pk",),
        seen_by=pay_criteria_visible_to,
        # What stood once is read by everybody; whoever wants it back writes it again.
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
    Tracked(
        model=OutsideForm,
        label=_("Review form of somebody outside"),
        named_by=("about__name",),
        secrets=("name", "email", "grain"),
        seen_by=outside_forms_visible_to,
        undone_by=None,
    ),
    Tracked(
        model=OutsideAnswers,
        label=_("Answers of somebody outside"),
        named_by=("form__about__name",),
        secrets=("answers",),
        traces_of_use=("saved_at", "version"),
        seen_by=outside_answers_visible_to,
        undone_by=None,
    ),
    Tracked(
        model=CalibrationGroup,
        label=_("Calibration group"),
        named_by=("name",),
        page="calibration",
        page_by="pk",
        seen_by=groups_visible_to,
        undone_by=None,
    ),
    Tracked(
        model=ReviewResult,
        label=_("Result of a review"),
        named_by=("person__name",),
        secrets=RESULT_SECRETS,
        seen_by=results_visible_to,
        undone_by=None,
    ),
    Tracked(
        model=RaterFinding,
        label=_("What is told of somebody's ratings"),
        named_by=("person__name",),
        secrets=FINDING_SECRETS,
        seen_by=findings_visible_to,
        undone_by=None,
    ),
    Tracked(
        model=ReviewScreen,
        label=_("Screen of scores"),
        named_by=("cycle__name",),
        seen_by=screens_visible_to,
        undone_by=None,
    ),
    Tracked(
        model=CalibrationChange,
        label=_("Change of a result"),
        named_by=("result__person__name",),
        secrets=CHANGE_SECRETS,
        seen_by=changes_visible_to,
        undone_by=None,
    ),
    Tracked(
        model=ReviewAppeal,
        label=_("Appeal"),
        named_by=("result__person__name",),
        secrets=APPEAL_SECRETS,
        seen_by=appeals_visible_to,
        undone_by=None,
    ),
)
