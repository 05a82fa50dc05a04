"""How changes of plans and what they are made of are worded."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import period_in_words, wording

WORDINGS = (
    wording("create_plan", _("Plan %(name)s created")),
    wording(
        "change_plan",
        _("Plan %(name)s changed, from %(since)s on"),
        _("Plan %(name)s changed"),
        since=period_in_words,
    ),
    wording("restore_past_plan_definitions", _("Brought back what plans said")),
    wording("remove_plan", _("Plan %(name)s removed")),
    wording("add_perspective", _("Perspective %(name)s added")),
    wording("change_perspective", _("Perspective %(name)s changed")),
    wording("remove_perspective", _("Perspective %(name)s removed")),
    wording("reorder_perspectives", _("Perspectives of %(plan)s put in order")),
    wording("add_theme", _("Theme %(name)s added")),
    wording("change_theme", _("Theme %(name)s changed")),
    wording("remove_theme", _("Theme %(name)s removed")),
    wording("add_objective", _("%(name)s added under %(under)s"), _("Objective %(name)s added")),
    wording("change_objective", _("Objective %(name)s changed")),
    wording("remove_objective", _("Objective %(name)s removed")),
    wording("reorder_objectives", _("Objectives of %(perspective)s put in order")),
    wording("set_contribution", _("%(child)s serves %(parent)s with weight %(weight)s")),
    wording("remove_contribution", _("%(child)s no longer serves %(parent)s")),
    wording("set_roll_up", _("Roll-up of %(name)s set")),
    wording("set_critical", _("What is critical for %(name)s set")),
    wording("set_weights", _("Weights under %(parent)s set")),
    wording("reorder_contributions", _("What serves %(parent)s put in order")),
    wording(
        "edit_together",
        _("%(count)s measures and objectives edited together"),
        of_one=_("One measure or objective edited in a table"),
    ),
    wording(
        "set_serves",
        _("What %(count)s objectives and measures serve imported"),
        of_one=_("What one objective or measure serves imported"),
    ),
    wording("add_causal_link", _("%(cause)s drives %(effect)s")),
    wording("change_causal_link", _("Link %(cause)s → %(effect)s changed")),
    wording("remove_causal_link", _("Link %(cause)s → %(effect)s removed")),
    wording("set_holding", _("%(unit)s holds %(held)s")),
    wording("remove_holding", _("%(unit)s holds %(held)s no longer")),
    wording("set_unit_weights", _("Weights for %(unit)s set")),
    wording("order_on_map", _("Boxes on the strategy map of %(plan)s put in order")),
    wording("let_map_decide", _("Strategy map of %(plan)s orders itself again")),
    wording("upsert_plans", _("%(count)s plans imported"), of_one=_("One plan imported")),
    wording("upsert_perspectives", _("%(count)s perspectives imported"), of_one=_("One perspective imported")),
    wording("upsert_themes", _("%(count)s themes imported"), of_one=_("One theme imported")),
    wording("upsert_objectives", _("%(count)s objectives imported"), of_one=_("One objective imported")),
    wording("upsert_holdings", _("%(count)s holdings imported"), of_one=_("One holding imported")),
    wording("upsert_unit_weights", _("%(count)s weights of units imported"), of_one=_("One weight of a unit imported")),
    wording("upsert_causal_links", _("%(count)s causal links imported"), of_one=_("One causal link imported")),
)
