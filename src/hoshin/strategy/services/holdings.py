"""Which units have a scorecard of their own with the objectives of a plan, and what weighs otherwise there."""

from collections.abc import Mapping, Sequence
from datetime import date

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.events import publish
from hoshin.base.wordings import Said
from hoshin.org.models import Unit
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Contribution, Holding, Objective, Perspective, Plan, UnitWeight

Weighed = Perspective | Objective | Contribution


def set_holding(
    actor: Actor,
    *,
    plan: Plan,
    unit: Unit,
    objective: Objective | None = None,
    with_below: bool = True,
    version: int | None = None,
) -> Holding:
    """Let a unit hold an objective of the plan, or all of them, with every unit below it or alone."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "set_holding", unit=unit.name, held=(objective or plan).name):
        if objective is not None:
            _check_can_be_held(plan, objective)
        existing = Holding.objects.filter(plan=plan, unit=unit, objective=objective).first()
        if existing is not None:
            holding, differs = change_row(existing, version=version, with_below=with_below)
        else:
            holding = add_row(Holding(plan=plan, unit=unit, objective=objective, with_below=with_below))
            differs = True
        if differs:
            publish(StructureChanged(plan.pk))
        return holding


def remove_holding(actor: Actor, *, holding: Holding, version: int | None = None) -> None:
    """Let a unit hold something no longer: its scores up to now stay."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "remove_holding", unit=holding.unit.name, held=holding.held.name):
        remove_row(holding, version=version, in_use="It is still needed.")
        publish(StructureChanged(holding.plan_id))


def set_unit_weights(
    actor: Actor,
    *,
    unit: Unit,
    weights: Sequence[tuple[Weighed, float | None]],
    versions: Mapping[Weighed, int] | None = None,
    effective_on: date | None = None,
) -> int:
    """Say what things weigh on the scorecard of one unit, None: what they weigh everywhere; returns how many changed.

    `versions`: of those weights that somebody looked at before; Conflict where one was changed meanwhile.
    """
    require(actor, Right.EDIT_PLAN)
    with act(actor, "set_unit_weights", unit=unit.name):
        plans = set[int]()
        changed = 0
        for weighed, weight in weights:
            own = _set_weight(unit, weighed, weight, (versions or {}).get(weighed))
            if own is not None:
                changed += 1
                plans.add(own.plan_id)
        for plan_id in sorted(plans):
            publish(StructureChanged(plan_id, effective_on))
        return changed


def _set_weight(unit: Unit, weighed: Weighed, weight: float | None, version: int | None) -> UnitWeight | None:
    """The row that changed; None where it says that already."""
    column = type(weighed).__name__.lower()
    existing = UnitWeight.objects.filter(unit=unit, **{column: weighed}).first()
    if existing is None:
        return None if weight is None else add_row(UnitWeight(unit=unit, weight=weight, **{column: weighed}))
    if weight is None:
        remove_row(existing, version=version, in_use="It is still needed.")
        return existing
    own, differs = change_row(existing, version=version, weight=weight)
    return own if differs else None


def _check_can_be_held(plan: Plan, objective: Objective) -> None:
    if objective.plan_id != plan.pk:
        raise Invalid(
            Said("%(objective)s belongs to another plan than %(plan)s.", objective=objective.code, plan=plan.code),
            field="objective",
            value=objective.code,
            remedy="Choose an objective of the same plan.",
        )
    if objective.unit_id is not None:
        raise Invalid(
            Said("%(objective)s belongs to a unit, whose own it is.", objective=objective.code),
            field="objective",
            value=objective.code,
            remedy="Take its unit away first, or choose an objective of the whole.",
        )
