"""What decisions bring into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.decisions import notices, policies
from hoshin.decisions.belonging import BELONGINGS
from hoshin.decisions.finds import FINDS
from hoshin.decisions.models import Decision, DecisionEvidence, DecisionOption, DecisionReview, DecisionSubject
from hoshin.decisions.personal_data import PERSONAL_DATA
from hoshin.decisions.policies import DecisionRight
from hoshin.decisions.sheets import SHEETS
from hoshin.decisions.tracked import TRACKED
from hoshin.decisions.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(Grant(DecisionRight.DECIDE_OWN, CONTRIBUTORS), Grant(DecisionRight.DECIDE_ANY, OFFICE)),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    notices=notices.KINDS,
    finds=FINDS,
    belongings=BELONGINGS,
    things=(
        Thing(
            "decision",
            _("Decision"),
            Decision,
            policies.decisions_visible_to,
            policies.TO_DECISIONS,
            named_by="code",
            whose=("decider",),
        ),
        Thing(
            "decision_option",
            _("Option of a decision"),
            DecisionOption,
            policies.options_visible_to,
            policies.THROUGH_DECISIONS,
        ),
        Thing(
            "decision_subject",
            _("What a decision is about"),
            DecisionSubject,
            policies.subjects_visible_to,
            policies.THROUGH_DECISIONS,
        ),
        Thing(
            "decision_evidence",
            _("What was known at a decision"),
            DecisionEvidence,
            policies.evidence_visible_to,
            policies.THROUGH_DECISIONS,
        ),
        Thing(
            "decision_review",
            _("What came of a decision"),
            DecisionReview,
            policies.reviews_visible_to,
            policies.THROUGH_DECISIONS,
        ),
    ),
)
