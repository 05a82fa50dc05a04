"""What reviews bring into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.reviews import notices, policies
from hoshin.reviews.jobs import JOBS
from hoshin.reviews.models import FormAnswers, ReviewCycle, ReviewForm, ReviewTemplate
from hoshin.reviews.policies import ReviewRight
from hoshin.reviews.tracked import TRACKED
from hoshin.reviews.wordings import WORDINGS

CARD = Card(
    rights=(Grant(ReviewRight.WRITE, CONTRIBUTORS), Grant(ReviewRight.RUN, OFFICE)),
    tracked=TRACKED,
    wordings=WORDINGS,
    jobs=JOBS,
    notices=notices.KINDS,
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
    ),
)
