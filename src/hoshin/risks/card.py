"""What risks bring into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.org.discussed import Discussed
from hoshin.risks import notices, policies
from hoshin.risks.belonging import BELONGINGS
from hoshin.risks.finds import FINDS
from hoshin.risks.models import (
    Risk,
    RiskAssessment,
    RiskCategory,
    RiskControl,
    RiskIndicator,
    RiskMitigation,
    RiskObjective,
)
from hoshin.risks.personal_data import PERSONAL_DATA
from hoshin.risks.policies import RiskRight
from hoshin.risks.services import JOBS
from hoshin.risks.sheets import SHEETS
from hoshin.risks.tracked import TRACKED
from hoshin.risks.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(Grant(RiskRight.WRITE_OWN, CONTRIBUTORS), Grant(RiskRight.WRITE_ANY, OFFICE)),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    finds=FINDS,
    notices=notices.KINDS,
    belongings=BELONGINGS,
    jobs=JOBS,
    discussed=(Discussed("risk", "name", ("code",), "risks", "risk", followers=("owner",), readers=("owner",)),),
    things=(
        Thing("risk", _("Risk"), Risk, policies.risks_visible_to, policies.TO_RISKS, named_by="code", whose=("owner",)),
        Thing(
            "risk_category",
            _("Risk category"),
            RiskCategory,
            policies.categories_visible_to,
            policies.OPEN,
            named_by="code",
        ),
        Thing(
            "risk_objective",
            _("What is at stake"),
            RiskObjective,
            policies.stakes_visible_to,
            policies.TO_STAKES,
        ),
        Thing(
            "risk_mitigation",
            _("What is done about a risk"),
            RiskMitigation,
            policies.mitigations_visible_to,
            policies.TO_MITIGATIONS,
        ),
        Thing(
            "risk_control",
            _("Control of a risk"),
            RiskControl,
            policies.controls_visible_to,
            policies.THROUGH_RISKS,
        ),
        Thing(
            "risk_indicator",
            _("Indicator of a risk"),
            RiskIndicator,
            policies.indicators_visible_to,
            policies.TO_INDICATORS,
        ),
        Thing(
            "risk_assessment",
            _("Assessment of a risk"),
            RiskAssessment,
            policies.assessments_visible_to,
            policies.THROUGH_RISKS,
        ),
    ),
)
