"""Plans with their perspectives and themes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row, locked_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.dated import day_problems
from hoshin.base.errors import Invalid
from hoshin.base.events import publish
from hoshin.base.wordings import Said
from hoshin.strategy.definitions import PLAN_DEFINITIONS
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Objective, Perspective, Plan, Theme
from hoshin.strategy.services.counting import COUNTING, publish_counting
from hoshin.strategy.services.ordering import next_position, set_order
from hoshin.strategy.services.past_definitions import keep_what_plans_said, let_plan_say_earlier
from hoshin.strategy.services.removal import check_code_is_free, leaving_on

SCORED_FIELDS = frozenset(
    {"frequency", "status_scale", "red_below", "green_from", "min_coverage", "close_lag_days", "aggregator", "kth"}
)


def create_plan(actor: Actor, *, code: str, name: str, **values: Any) -> Plan:
    """Begin a strategy; values are the other fields of a plan."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "create_plan", name=name):
        values.setdefault("position", next_position(Plan.objects.all()))
        plan = add_row(Plan(code=code.strip(), name=name, **_separated(values)))
        publish(StructureChanged(plan.pk))
        return plan


def change_plan(
    actor: Actor,
    *,
    plan: Plan,
    version: int | None = None,
    valid_from: date | None = None,
    is_from_beginning: bool = False,
    **values: Any,
) -> Plan:
    """Change vision, mission, values, span or how the scorecard is kept.

    Cut points, least coverage and the scale of statuses (`PLAN_DEFINITIONS`), and the roll-up, hold from a day on
    (default: today), and past scores stay as they were; or from the beginning, and all of them are found again.
    """
    require(actor, Right.EDIT_PLAN)
    if problems := day_problems(valid_from):
        raise Invalid(problems)
    with act(actor, "change_plan", name=plan.name) as running:
        was = PLAN_DEFINITIONS.by(locked_row(plan, version=version))
        changed, differs = change_row(plan, version=version, **_separated(values))
        if differs and SCORED_FIELDS & values.keys():
            since = None if is_from_beginning else valid_from or clock.today()
            begin = keep_what_plans_said({changed.pk: was}, [changed], since).get(changed.pk)
            running.say(since=begin.isoformat() if begin else None)
            publish(StructureChanged(plan.pk, since or date.min, has_new_rules=True))
        elif not differs and (valid_from or is_from_beginning):
            day = date.min if is_from_beginning else valid_from
            if let_plan_say_earlier(changed, values, None if is_from_beginning else valid_from):
                publish(StructureChanged(plan.pk, day, has_new_rules=True))
            publish_counting(changed, changed, values, differs=False, effective_on=day)
        return changed


def remove_plan(actor: Actor, *, plan: Plan, version: int | None = None) -> None:
    """Remove a plan with its perspectives, themes, objectives and links; its measures stay."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "remove_plan", name=plan.name):
        Objective.everything.filter(plan=plan).delete()
        remove_row(plan, version=version, in_use=Said("%(plan)s is still needed.", plan=plan.name))


def add_perspective(actor: Actor, *, plan: Plan, code: str, name: str, **values: Any) -> Perspective:
    """Add a side from which the plan looks at success, after the others."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "add_perspective", name=name):
        check_code_is_free(Perspective, code)
        values.setdefault("position", next_position(plan.perspectives.all()))
        perspective = add_row(Perspective(plan=plan, code=code.strip(), name=name, **values))
        publish(StructureChanged(plan.pk))
        return perspective


def change_perspective(
    actor: Actor,
    *,
    perspective: Perspective,
    version: int | None = None,
    effective_on: date | None = None,
    **values: Any,
) -> Perspective:
    """Change code, name, description or weight; weight and roll-up hold from `effective_on` (None: today's period)."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "change_perspective", name=perspective.name):
        check_code_is_free(Perspective, values.get("code", ""))
        changed, differs = change_row(perspective, version=version, **values)
        if not differs or COUNTING & values.keys():
            publish_counting(changed, perspective.plan, values, differs=differs, effective_on=effective_on)
        return changed


def remove_perspective(
    actor: Actor, *, perspective: Perspective, version: int | None = None, effective_on: date | None = None
) -> None:
    """Take a perspective in which no objective stands out of the plan; past scores keep it."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "remove_perspective", name=perspective.name):
        change_row(perspective, version=version, removed_on=leaving_on(perspective.plan, effective_on))
        if perspective.objectives.exists():
            raise Invalid(
                Said("Objectives stand in %(perspective)s. Move or remove those first.", perspective=perspective.name)
            )
        publish(StructureChanged(perspective.plan_id, effective_on))


def reorder_perspectives(actor: Actor, *, plan: Plan, ids: Sequence[int]) -> None:
    """Put the perspectives of a plan in the order in which their ids are named."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "reorder_perspectives", plan=plan.name):
        set_order(plan.perspectives.all(), ids)


def add_theme(actor: Actor, *, plan: Plan, code: str, name: str) -> Theme:
    """Add a group for objectives across perspectives."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "add_theme", name=name):
        return add_row(Theme(plan=plan, code=code.strip(), name=name))


def change_theme(actor: Actor, *, theme: Theme, version: int | None = None, **values: Any) -> Theme:
    """Change code or name of a theme."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "change_theme", name=theme.name):
        return change_row(theme, version=version, **values)[0]


def remove_theme(actor: Actor, *, theme: Theme, version: int | None = None) -> None:
    """Remove a theme; its objectives stay, without a theme."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "remove_theme", name=theme.name):
        remove_row(theme, version=version, in_use=Said("%(theme)s is still needed.", theme=theme.name))


def _separated(values: dict[str, Any]) -> dict[str, Any]:
    """Values of an organisation are written with semicolons between them, so none can hold one."""
    if "values" not in values:
        return values
    parts = [part.strip() for value in values["values"] for part in value.split(";")]
    return values | {"values": [part for part in parts if part]}
