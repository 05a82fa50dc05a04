"""What scenarios bring into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.scenarios import policies
from hoshin.scenarios.models import Scenario, ScenarioAssumption, ScenarioReader
from hoshin.scenarios.notices import KINDS
from hoshin.scenarios.personal_data import PERSONAL_DATA
from hoshin.scenarios.policies import ScenarioRight
from hoshin.scenarios.sheets import SHEETS
from hoshin.scenarios.tracked import TRACKED
from hoshin.scenarios.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(Grant(ScenarioRight.SAVE_OWN, CONTRIBUTORS),),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    notices=KINDS,
    things=(
        Thing(
            "scenario",
            _("Scenario"),
            Scenario,
            policies.scenarios_visible_to,
            policies.TO_SCENARIOS,
            named_by="code",
            whose=("maker",),
        ),
        Thing(
            "scenario_assumption",
            _("Assumption of a scenario"),
            ScenarioAssumption,
            policies.assumptions_visible_to,
            policies.TO_ASSUMPTIONS,
        ),
        Thing(
            "scenario_reader",
            _("Reader of a scenario"),
            ScenarioReader,
            policies.readers_visible_to,
            policies.TO_READERS,
        ),
    ),
)
