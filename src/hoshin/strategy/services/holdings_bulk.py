"""Many holdings and weights of units at once, by code: what an import calls."""

from collections.abc import Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, upsert
from hoshin.base.wordings import Said
from hoshin.org.models import Unit
from hoshin.strategy.models import Contribution, Holding, Objective, Perspective, Plan, UnitWeight
from hoshin.strategy.rows import HoldingRow, UnitWeightRow
from hoshin.strategy.services.bulk import publish_structure, require_known
from hoshin.strategy.services.removal import standing_by_code

_Weighed = dict[str, int]


def upsert_holdings(actor: Actor, rows: Sequence[HoldingRow], *, is_checked: bool = False) -> Outcome:
    """Let units hold plans and objectives, by code; all of them must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_holdings", count=len(rows)):
        plans, units = by_code(Plan, {row.plan for row in rows}), by_code(Unit, {row.unit for row in rows})
        objectives = standing_by_code({row.objective for row in rows if row.objective})
        require_known("plan", [row.plan for row in rows], plans)
        require_known("unit", [row.unit for row in rows], units)
        require_known("objective", [row.objective for row in rows if row.objective], objectives)
        existing = {
            (holding.plan_id, holding.unit_id, holding.objective_id): holding
            for holding in Holding.objects.filter(plan__in=plans.values())
        }
        wanted: list[tuple[Holding | None, dict[str, Any]]] = []
        for row in rows:
            objective = objectives[row.objective.casefold()].pk if row.objective else None
            key = (plans[row.plan.casefold()].pk, units[row.unit.casefold()].pk, objective)
            named = dict(zip(("plan_id", "unit_id", "objective_id"), key, strict=True))
            wanted.append((existing.get(key), named | {"with_below": row.with_below}))
        done = upsert(Holding, wanted, is_checked=is_checked)
        publish_structure(holding.plan_id for holding in done.touched)
        return done.outcome


def upsert_unit_weights(actor: Actor, rows: Sequence[UnitWeightRow], *, is_checked: bool = False) -> Outcome:
    """Set what things weigh for units, by code; what has the weight must exist. Invalid names what does not."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_unit_weights", count=len(rows)):
        units = by_code(Unit, {row.unit for row in rows})
        require_known("unit", [row.unit for row in rows], units)
        weighed, plans = _weighed(rows)
        existing = {_key(own): own for own in UnitWeight.objects.filter(unit__in=units.values())}
        wanted: list[tuple[UnitWeight | None, dict[str, Any]]] = []
        for row, named in zip(rows, weighed, strict=True):
            own = UnitWeight(unit_id=units[row.unit.casefold()].pk, weight=row.weight, **named)
            values = {"unit_id": own.unit_id, "weight": row.weight, **named}
            wanted.append((existing.get(_key(own)), values))
        done = upsert(UnitWeight, wanted, is_checked=is_checked)
        if done.touched:
            publish_structure(plans)
        return done.outcome


def _key(own: UnitWeight) -> tuple[int | None, ...]:
    return own.unit_id, own.perspective_id, own.objective_id, own.contribution_id


def _weighed(rows: Sequence[UnitWeightRow]) -> tuple[list[_Weighed], set[int]]:
    """The column and row that each weight is of, and the plans that they count in."""
    sides = by_code(Perspective, {row.code for row in rows if not row.under})
    objectives = standing_by_code({row.code for row in rows if not row.under})
    things: dict[str, Perspective | Objective] = {**objectives, **sides}
    serving = Contribution.objects.filter(
        parent__in=standing_by_code({row.under for row in rows if row.under}).values()
    )
    found = {
        (one.child.code.casefold(), one.parent.code.casefold()): one
        for one in serving.select_related("parent", "objective", "measure")
    }
    weighed, plans = list[_Weighed](), set[int]()
    for row in rows:
        code, under = row.code.casefold(), row.under.casefold()
        if under:
            if (code, under) not in found:
                message = Said("%(child)s does not serve %(parent)s.", child=row.code, parent=row.under)
                raise Invalid(message, field="code", value=row.code)
            contribution = found[code, under]
            weighed.append({"contribution_id": contribution.pk})
            plans.add(contribution.parent.plan_id)
            continue
        require_known("code", [row.code], things)
        thing = things[code]
        weighed.append({f"{type(thing).__name__.lower()}_id": thing.pk})
        plans.add(thing.plan_id)
    return weighed, plans
