"""What measures brings into the house: measures, targets and actuals."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.measures import notices, policies
from hoshin.measures.agenda import AGENDA
from hoshin.measures.belonging import BELONGINGS
from hoshin.measures.models import Actual, LimitsReset, Measure, PastDefinition, Target, WaitingValue
from hoshin.measures.personal_data import PERSONAL_DATA
from hoshin.measures.policies import MeasureRight
from hoshin.measures.sheets import SHEETS
from hoshin.measures.tracked import TRACKED
from hoshin.measures.wordings import WORDINGS
from hoshin.org.discussed import Discussed

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(
        Grant(MeasureRight.RECORD_OWN, CONTRIBUTORS),
        Grant(MeasureRight.RECORD_ANY, OFFICE),
    ),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    notices=notices.KINDS,
    belongings=BELONGINGS,
    discussed=(
        Discussed(
            "measure",
            "name",
            ("code",),
            "measures",
            "measure",
            followers=("owner", "supplier"),
            readers=("owner", "supplier", "serves__parent__owner"),
        ),
    ),
    agenda=AGENDA,
    things=(
        Thing(
            "measure",
            _("Measure"),
            Measure,
            policies.measures_visible_to,
            policies.TO_MEASURES,
            named_by="code",
            whose=("owner", "supplier"),
        ),
        Thing(
            "past_definition",
            _("Past definition"),
            PastDefinition,
            policies.past_definitions_visible_to,
            policies.THROUGH_MEASURES,
        ),
        Thing(
            "limits_reset",
            _("Beginning of limits"),
            LimitsReset,
            policies.limits_resets_visible_to,
            policies.THROUGH_MEASURES,
        ),
        Thing("target", _("Target"), Target, policies.targets_visible_to, policies.THROUGH_MEASURES),
        Thing(
            "waiting_value",
            _("Value that waits"),
            WaitingValue,
            policies.waiting_values_visible_to,
            policies.THROUGH_MEASURES,
        ),
        Thing("actual", _("Value"), Actual, policies.actuals_visible_to, policies.THROUGH_MEASURES),
    ),
)
