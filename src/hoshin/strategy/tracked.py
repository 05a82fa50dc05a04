"""How plans and what they are made of stand in the audit trail."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.accounts.policies import undone_with
from hoshin.audit.tracked import Tracked
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
from hoshin.strategy.policies import (
    causal_links_visible_to,
    contributions_ever_visible_to,
    holdings_visible_to,
    objectives_ever_visible_to,
    past_plan_definitions_visible_to,
    perspectives_ever_visible_to,
    plans_visible_to,
    themes_visible_to,
    unit_weights_visible_to,
)

_UNDONE = undone_with(Right.EDIT_PLAN)


TRACKED = (
    Tracked(
        model=Plan,
        label=_("Plan"),
        named_by=("code", "name"),
        seen_by=plans_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=PastPlanDefinition,
        label=_("Past definition of a plan"),
        named_by=("plan__code", "valid_to"),
        seen_by=past_plan_definitions_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=Perspective,
        label=_("Perspective"),
        named_by=("code", "name"),
        seen_by=perspectives_ever_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=Theme,
        label=_("Theme"),
        named_by=("code", "name"),
        seen_by=themes_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=Objective,
        label=_("Objective"),
        named_by=("code", "name"),
        page="objective",
        seen_by=objectives_ever_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=Contribution,
        label=_("Contribution"),
        named_by=("objective__code", "measure__code", "parent__code"),
        page="objective",
        page_by="parent__code",
        seen_by=contributions_ever_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=CausalLink,
        label=_("Cause and effect"),
        named_by=("cause__code", "effect__code"),
        page="objective",
        page_by="effect__code",
        seen_by=causal_links_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=Holding,
        label=_("Holding"),
        named_by=("unit__code", "objective__code"),
        seen_by=holdings_visible_to,
        undone_by=_UNDONE,
    ),
    Tracked(
        model=UnitWeight,
        label=_("Weight for a unit"),
        named_by=("unit__code",),
        seen_by=unit_weights_visible_to,
        undone_by=_UNDONE,
    ),
)
