"""How parts count for what they are parts of: which of them are critical."""

from collections.abc import Collection
from datetime import date

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import change_row
from hoshin.audit.services import act
from hoshin.base.events import publish
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Objective, Perspective, Plan
from hoshin.strategy.parts import parts_of

# The columns of a part of a plan that say how it counts, and how its own parts count for it.
COUNTING = frozenset({"weight", "is_critical", "aggregator", "kth"})


def set_critical(
    actor: Actor,
    *,
    parent: Plan | Perspective | Objective,
    critical: Collection[int],
    effective_on: date | None = None,
) -> int:
    """Let those parts be critical that are named by the ids of `parts_of`, and no others; how many changed.

    It holds from `effective_on` (None: today's period).
    """
    require(actor, Right.EDIT_PLAN)
    with act(actor, "set_critical", name=parent.name):
        changed = 0
        for row in parts_of(parent):
            if row.is_critical != (row.pk in critical):
                change_row(row, version=None, is_critical=row.pk in critical)
                changed += 1
        if changed:
            plan = parent if isinstance(parent, Plan) else parent.plan
            publish(StructureChanged(plan.pk, effective_on))
        return changed
