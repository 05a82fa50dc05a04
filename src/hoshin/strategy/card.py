"""What strategy brings into the house: plans and what they are made of."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.org.discussed import Discussed
from hoshin.strategy import policies
from hoshin.strategy.belonging import BELONGINGS
from hoshin.strategy.finds import FINDS
from hoshin.strategy.models import (
    CausalLink,
    Contribution,
    Holding,
    Objective,
    PastPlanDefinition,
    Perspective,
    Plan,
    Theme,
    UnitWeight,
)
from hoshin.strategy.personal_data import PERSONAL_DATA
from hoshin.strategy.sheets import SHEETS
from hoshin.strategy.tracked import TRACKED
from hoshin.strategy.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    finds=FINDS,
    belongings=BELONGINGS,
    discussed=(
        Discussed("objective", "name", ("code",), "objectives", "objective", followers=("owner",), readers=("owner",)),
    ),
    things=(
        Thing("plan", _("Plan"), Plan, policies.plans_visible_to, policies.OPEN, named_by="code"),
        Thing(
            "past_plan_definition",
            _("Past definition of a plan"),
            PastPlanDefinition,
            policies.past_plan_definitions_visible_to,
            policies.OPEN,
        ),
        Thing(
            "perspective",
            _("Perspective"),
            Perspective,
            policies.perspectives_ever_visible_to,
            policies.OPEN,
            named_by="code",
        ),
        Thing("theme", _("Theme"), Theme, policies.themes_visible_to, policies.OPEN, named_by="code"),
        Thing(
            "objective",
            _("Objective"),
            Objective,
            policies.objectives_ever_visible_to,
            policies.TO_OBJECTIVES,
            opens={"measure": policies.TO_MEASURES},
            named_by="code",
            whose=("owner",),
        ),
        Thing(
            "contribution",
            _("Contribution"),
            Contribution,
            policies.contributions_ever_visible_to,
            policies.TO_CONTRIBUTIONS,
        ),
        Thing("holding", _("Holding"), Holding, policies.holdings_visible_to, policies.TO_HOLDINGS),
        Thing(
            "unit_weight",
            _("Weight for a unit"),
            UnitWeight,
            policies.unit_weights_visible_to,
            policies.TO_UNIT_WEIGHTS,
        ),
        Thing(
            "causal_link",
            _("Cause and effect"),
            CausalLink,
            policies.causal_links_visible_to,
            policies.TO_CAUSAL_LINKS,
        ),
    ),
)
