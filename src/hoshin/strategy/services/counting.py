"""How parts count for what they are parts of: which of them are critical."""

from collections.abc import Collection
from datetime import date

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.events import publish
from hoshin.base.periods import Period
from hoshin.strategy.events import SaidAgain, StructureChanged
from hoshin.strategy.models import Contribution, Objective, Perspective, Plan
from hoshin.strategy.parts import parts_of

# The columns of a part of a plan that say how it counts, and how its own parts count for it.
COUNTING = frozenset({"weight", "is_critical", "aggregator", "kth"})


def publish_counting(
    row: Plan | Perspective | Objective | Contribution,
    plan: Plan,
    said: Collection[str],
    *,
    differs: bool,
    effective_on: date | None,
) -> None:
    """Tell how something counts from a day on: otherwise than before, or as it is but from an earlier day.

    `said`: the columns that were given. Where the day alone is another the row is written again, so that the trail has it
    and an undo finds it.
    """
    columns = COUNTING & set(said)
    now = Period.containing(clock.today(), plan.period_frequency).start
    if differs:
        publish(StructureChanged(plan.pk, effective_on))
    elif columns and effective_on is not None and effective_on < now:
        row.version += 1
        row.save(update_fields=["version"])
        publish(StructureChanged(plan.pk, effective_on, again=SaidAgain(str(row._meta.model_name), row.pk, columns)))


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
