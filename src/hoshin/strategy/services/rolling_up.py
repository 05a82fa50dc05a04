"""How a score follows from those of the parts, chosen for plans, perspectives and objectives alike."""

from collections.abc import Collection
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.strategy.models import Objective, Perspective, Plan
from hoshin.strategy.services.counting import set_critical
from hoshin.strategy.services.objectives import change_objective
from hoshin.strategy.services.plans import change_perspective, change_plan


def set_roll_up(
    actor: Actor,
    *,
    thing: Plan | Perspective | Objective,
    critical: Collection[int] | None = None,
    version: int | None = None,
    valid_from: date | None = None,
    is_from_beginning: bool = False,
    **values: Any,
) -> Plan | Perspective | Objective:
    """Let a thing roll up in another way (`aggregator`, `kth`), with these parts critical (None: as they are).

    It holds from a day on (default: today), and past scores stay as they were; or from the beginning.
    """
    require(actor, Right.EDIT_PLAN)
    since = date.min if is_from_beginning else valid_from
    with act(actor, "set_roll_up", name=thing.name):
        changed: Plan | Perspective | Objective
        if isinstance(thing, Plan):
            changed = change_plan(
                actor,
                plan=thing,
                version=version,
                valid_from=valid_from,
                is_from_beginning=is_from_beginning,
                **values,
            )
        elif isinstance(thing, Perspective):
            changed = change_perspective(actor, perspective=thing, version=version, effective_on=since, **values)
        else:
            changed = change_objective(actor, objective=thing, version=version, effective_on=since, **values)
        if critical is not None:
            set_critical(actor, parent=changed, critical=critical, effective_on=since)
        return changed
