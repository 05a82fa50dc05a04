"""The order of objectives within a band of the strategy map, as somebody put it by hand."""

from collections.abc import Sequence

from django.db.models import F

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.errors import Conflict
from hoshin.strategy.models import Objective, Plan


def order_on_map(actor: Actor, *, plan: Plan, ids: Sequence[int]) -> None:
    """Keep objectives of one band in this order, from left to right. Conflict where one is gone meanwhile."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "order_on_map", plan=plan.name):
        rows = {row.pk: row for row in plan.objectives.select_for_update().filter(pk__in=ids).order_by("id")}
        if len(rows) != len(set(ids)) or len(ids) != len(set(ids)):
            raise Conflict("The map changed meanwhile. Load it again, then move the box.")
        for place, pk in enumerate(ids):
            rows[pk].map_x = (place + 0.5) / len(ids)
        Objective.objects.bulk_update(rows.values(), ["map_x"])


def let_map_decide(actor: Actor, *, plan: Plan) -> None:
    """Forget every order that was kept by hand, so that the map finds its own again."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "let_map_decide", plan=plan.name):
        plan.objectives.exclude(map_x=None).update(map_x=None, version=F("version") + 1)
