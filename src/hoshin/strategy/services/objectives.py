"""Objectives: what is to be achieved, and where each stands."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.events import publish
from hoshin.base.wordings import Said, sentence
from hoshin.strategy.events import ObjectivesChanged, StructureChanged
from hoshin.strategy.models import Objective, Perspective, Plan
from hoshin.strategy.services.counting import COUNTING, publish_counting
from hoshin.strategy.services.ordering import next_position, set_order_among
from hoshin.strategy.services.removal import check_code_is_free, leaving_on, let_go

STRUCTURAL = COUNTING | {"perspective", "perspective_id", "unit", "unit_id"}


def add_objective(
    actor: Actor, *, plan: Plan, code: str, name: str, effective_on: date | None = None, **values: Any
) -> Objective:
    """Add an objective after the others; values are its other fields."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "add_objective", name=name):
        check_code_is_free(Objective, code)
        values.setdefault("position", next_position(plan.objectives.all()))
        objective = Objective(plan=plan, code=checked_code(code), name=name, **values)
        _check_same_plan(objective)
        add_row(objective)
        publish(StructureChanged(plan.pk, effective_on))
        return objective


def change_objective(
    actor: Actor,
    *,
    objective: Objective,
    version: int | None = None,
    effective_on: date | None = None,
    **values: Any,
) -> Objective:
    """Change fields of an objective; weight, roll-up and place hold from `effective_on` (None: today's period)."""
    require(actor, Right.EDIT_PLAN)
    if "code" in values:
        values["code"] = checked_code(values["code"])
    with act(actor, "change_objective", name=objective.name):
        check_code_is_free(Objective, values.get("code", ""))
        changed, differs = change_row(objective, version=version, **values)
        _check_same_plan(changed)
        if differs:
            publish(ObjectivesChanged(frozenset({changed.pk})))
        if not differs or STRUCTURAL & values.keys():
            publish_counting(changed, changed.plan, values, differs=differs, effective_on=effective_on)
        return changed


def remove_objective(
    actor: Actor, *, objective: Objective, version: int | None = None, effective_on: date | None = None
) -> None:
    """Take an objective out of the plan, with its contributions and causal links; what served it stays.

    Past scores keep it: the row stays, with the day on which it left.
    """
    require(actor, Right.EDIT_PLAN)
    with act(actor, "remove_objective", name=objective.name):
        change_row(objective, version=version, removed_on=leaving_on(objective.plan, effective_on))
        let_go([objective.pk])
        publish(StructureChanged(objective.plan_id, effective_on))


def reorder_objectives(actor: Actor, *, perspective: Perspective, ids: Sequence[int]) -> None:
    """Put those objectives of a perspective that are named in this order, on the places that they hold together."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "reorder_objectives", perspective=perspective.name):
        set_order_among(perspective.objectives.all(), ids)


def checked_code(code: str) -> str:
    """The code without spaces around it. Invalid where it holds what lists of codes need between them."""
    cleaned = code.strip()
    if ";" in cleaned:
        raise Invalid("A code cannot hold a semicolon.", field="code", value=code, remedy="Use a dash or a dot.")
    return cleaned


def _check_same_plan(objective: Objective) -> None:
    for field in ("perspective", "theme"):
        place = getattr(objective, field)
        if place is not None and place.plan_id != objective.plan_id:
            raise Invalid(
                Said(
                    "%(objective)s and %(field)s %(place)s belong to different plans.",
                    objective=objective.code,
                    field=sentence(field),
                    place=place.code,
                ),
                field=field,
                value=place.code,
                remedy=Said("Choose a %(field)s of the same plan.", field=sentence(field)),
            )
