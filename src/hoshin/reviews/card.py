"""What reviews bring into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.reviews import notices, policies
from hoshin.reviews.evidence import EVIDENCE
from hoshin.reviews.jobs import JOBS
from hoshin.reviews.models import (
    CalibrationChange,
    CalibrationGroup,
    CalibrationSeat,
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
from hoshin.reviews.personal_data import PERSONAL_DATA
from hoshin.reviews.policies import ReviewRight
from hoshin.reviews.rounds import REVIEWS
from hoshin.reviews.tracked import TRACKED
from hoshin.reviews.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    evidence=EVIDENCE,
    rights=(Grant(ReviewRight.WRITE, CONTRIBUTORS), Grant(ReviewRight.RUN, OFFICE)),
    tracked=TRACKED,
    wordings=WORDINGS,
    jobs=JOBS,
    notices=notices.KINDS,
    rounds=(REVIEWS,),
    things=(
        Thing(
            "review_cycle",
            _("Review cycle"),
            ReviewCycle,
            policies.cycles_visible_to,
            policies.TO_CYCLES,
            named_by="code",
        ),
        Thing(
            "review_template",
            _("Template of reviews"),
            ReviewTemplate,
            policies.templates_visible_to,
            policies.TO_TEMPLATES,
        ),
        Thing(
            "pay_criteria",
            _("Criteria for pay"),
            PayCriteria,
            policies.pay_criteria_visible_to,
            policies.TO_PAY_CRITERIA,
        ),
        Thing(
            "review_form",
            _("Review form"),
            ReviewForm,
            policies.forms_visible_to,
            policies.TO_FORMS,
            whose=("about", "by"),
        ),
        Thing(
            "form_answers",
            _("Answers of a review"),
            FormAnswers,
            policies.answers_visible_to,
            policies.TO_ANSWERS,
            whose=("form__about", "form__by"),
        ),
        Thing(
            "outside_form",
            _("Review form of somebody outside"),
            OutsideForm,
            policies.outside_forms_visible_to,
            policies.TO_OUTSIDE_FORMS,
            whose=("about",),
        ),
        Thing(
            "outside_answers",
            _("Answers of somebody outside"),
            OutsideAnswers,
            policies.outside_answers_visible_to,
            policies.TO_OUTSIDE_ANSWERS,
            whose=("form__about",),
        ),
        Thing(
            "review_result",
            _("Result of a review"),
            ReviewResult,
            policies.results_visible_to,
            policies.TO_RESULTS,
            whose=("person",),
        ),
        Thing(
            "rater_finding",
            _("What is told of somebody's ratings"),
            RaterFinding,
            policies.findings_visible_to,
            policies.TO_FINDINGS,
            whose=("person",),
        ),
        Thing(
            "review_screen",
            _("Screen of scores"),
            ReviewScreen,
            policies.screens_visible_to,
            policies.TO_SCREENS,
        ),
        Thing(
            "calibration_group",
            _("Calibration group"),
            CalibrationGroup,
            policies.groups_visible_to,
            policies.TO_GROUPS,
        ),
        Thing(
            "calibration_seat",
            _("Seat in a calibration group"),
            CalibrationSeat,
            policies.seats_visible_to,
            policies.TO_SEATS,
        ),
        Thing(
            "calibration_change",
            _("Change of a result"),
            CalibrationChange,
            policies.changes_visible_to,
            policies.TO_CHANGES,
            whose=("result__person",),
        ),
        Thing(
            "review_appeal",
            _("Appeal"),
            ReviewAppeal,
            policies.appeals_visible_to,
            policies.TO_APPEALS,
            whose=("result__person",),
        ),
    ),
)
