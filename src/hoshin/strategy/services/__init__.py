"""Everything that changes plans, perspectives, themes, objectives, contributions, holdings and causal links."""

from hoshin.strategy.services.bulk import (
    upsert_causal_links,
    upsert_objectives,
    upsert_perspectives,
    upsert_plans,
    upsert_themes,
)
from hoshin.strategy.services.causal_links import add_causal_link, change_causal_link, remove_causal_link
from hoshin.strategy.services.contributions import (
    remove_contribution,
    reorder_contributions,
    set_contribution,
    set_weights,
)
from hoshin.strategy.services.counting import set_critical
from hoshin.strategy.services.holdings import remove_holding, set_holding, set_unit_weights
from hoshin.strategy.services.holdings_bulk import upsert_holdings, upsert_unit_weights
from hoshin.strategy.services.map_order import let_map_decide, order_on_map
from hoshin.strategy.services.objectives import (
    add_objective,
    change_objective,
    remove_objective,
    reorder_objectives,
)
from hoshin.strategy.services.past_definitions import restore_past_plan_definitions
from hoshin.strategy.services.plans import (
    add_perspective,
    add_theme,
    change_perspective,
    change_plan,
    change_theme,
    create_plan,
    remove_perspective,
    remove_plan,
    remove_theme,
    reorder_perspectives,
)
from hoshin.strategy.services.rolling_up import set_roll_up
from hoshin.strategy.services.serves import set_serves
from hoshin.strategy.services.together import TableEdit, edit_together

__all__ = [
    "TableEdit",
    "add_causal_link",
    "add_objective",
    "add_perspective",
    "add_theme",
    "change_causal_link",
    "change_objective",
    "change_perspective",
    "change_plan",
    "change_theme",
    "create_plan",
    "edit_together",
    "let_map_decide",
    "order_on_map",
    "remove_causal_link",
    "remove_contribution",
    "remove_holding",
    "remove_objective",
    "remove_perspective",
    "remove_plan",
    "remove_theme",
    "reorder_contributions",
    "reorder_objectives",
    "reorder_perspectives",
    "restore_past_plan_definitions",
    "set_contribution",
    "set_critical",
    "set_holding",
    "set_roll_up",
    "set_serves",
    "set_unit_weights",
    "set_weights",
    "upsert_causal_links",
    "upsert_holdings",
    "upsert_objectives",
    "upsert_perspectives",
    "upsert_plans",
    "upsert_themes",
    "upsert_unit_weights",
]
