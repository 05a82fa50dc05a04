"""Many rows of a plan at once, by code: what an import calls.

`is_checked` says of all of them: the fields were found sound already, by the limits of the columns that they come from.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid, Problem, did_you_mean, near_matches
from hoshin.base.events import publish
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import Upserted, by_code, upsert
from hoshin.org.models import Person, Unit
from hoshin.strategy.definitions import PLAN_DEFINITIONS
from hoshin.strategy.events import CausalLinksChanged, ObjectivesChanged, StructureChanged
from hoshin.strategy.models import CausalLink, Objective, Perspective, Plan, Theme
from hoshin.strategy.rows import CausalLinkRow, ObjectiveRow, PerspectiveRow, PlanRow, ThemeRow
from hoshin.strategy.services.past_definitions import keep_what_plans_said
from hoshin.strategy.services.removal import let_go, standing_by_code

M = TypeVar("M", bound=Model)


def upsert_plans(actor: Actor, rows: Sequence[PlanRow], *, is_checked: bool = False) -> Outcome:
    """Create or change plans by code; what is valid by date holds from today on where a plan was scored."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_plans", count=len(rows)):
        existing = by_code(Plan, [row.code for row in rows])
        before = {plan.pk: PLAN_DEFINITIONS.by(plan) for plan in existing.values()}
        done = upsert(
            Plan,
            [_pair(row.code, existing, row._asdict() | {"values": list(row.values)}) for row in rows],
            is_checked=is_checked,
        )
        keep_what_plans_said(before, done.changed, clock.today())
        for plan in sorted(plan.pk for plan in done.touched):
            publish(StructureChanged(plan, has_new_rules=True))
        return done.outcome


def upsert_perspectives(actor: Actor, rows: Sequence[PerspectiveRow], *, is_checked: bool = False) -> Outcome:
    """Create or change perspectives by code; their plans must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_perspectives", count=len(rows)):
        done = _upsert_in_plans(Perspective, rows, {}, is_checked)
        publish_structure(row.plan_id for row in done.touched)
        return done.outcome


def upsert_themes(actor: Actor, rows: Sequence[ThemeRow], *, is_checked: bool = False) -> Outcome:
    """Create or change themes by code; their plans must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_themes", count=len(rows)):
        return _upsert_in_plans(Theme, rows, {}, is_checked).outcome


def upsert_objectives(actor: Actor, rows: Sequence[ObjectiveRow], *, is_checked: bool = False) -> Outcome:
    """Create or change objectives by code; plan, perspective, theme, unit and owner must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_objectives", count=len(rows)):
        targets: dict[str, tuple[type[Model], str]] = {
            "perspective": (Perspective, "code"),
            "theme": (Theme, "code"),
            "unit": (Unit, "code"),
            "owner": (Person, "employee_id"),
        }
        done = _upsert_in_plans(Objective, rows, targets, is_checked)
        let_go([row.pk for row in done.touched if row.removed_on is not None])
        publish_structure(row.plan_id for row in done.touched)
        if done.touched:
            publish(ObjectivesChanged(frozenset(row.pk for row in done.touched)))
        return done.outcome


def upsert_causal_links(actor: Actor, rows: Sequence[CausalLinkRow], *, is_checked: bool = False) -> Outcome:
    """Create or change links by cause and effect; both must exist."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "upsert_causal_links", count=len(rows)):
        objectives = standing_by_code({code for row in rows for code in (row.cause, row.effect)})
        require_known("from", [row.cause for row in rows], objectives)
        require_known("to", [row.effect for row in rows], objectives)
        ids = [(objectives[row.cause.casefold()].pk, objectives[row.effect.casefold()].pk) for row in rows]
        causes = {cause for cause, _ in ids}
        existing = {(link.cause_id, link.effect_id): link for link in CausalLink.objects.filter(cause__in=causes)}
        wanted = []
        for row, (cause, effect) in zip(rows, ids, strict=True):
            said = {"lag_months": row.lag_months, "sign": row.sign, "note": row.note}
            wanted.append((existing.get((cause, effect)), {"cause_id": cause, "effect_id": effect, **said}))
        done = upsert(CausalLink, wanted, is_checked=is_checked)
        if done.touched:
            plans = {objective.pk: objective.plan_id for objective in objectives.values()}
            publish(CausalLinksChanged(frozenset(plans[link.cause_id] for link in done.touched)))
        return done.outcome


def _upsert_in_plans(
    model: type[M], rows: Sequence[Any], targets: Mapping[str, tuple[type[Model], str]], is_checked: bool
) -> Upserted[M]:
    plans = by_code(Plan, {row.plan for row in rows})
    require_known("plan", [row.plan for row in rows], plans)
    found = {}
    for field, (target, column) in targets.items():
        codes = [getattr(row, field) for row in rows if getattr(row, field)]
        found[field] = by_code(target, codes, column=column) if codes else {}
        require_known(field, codes, found[field])
    existing = by_code(model, [row.code for row in rows])
    wanted = []
    for row in rows:
        values = row._asdict()
        values["plan_id"] = plans[values.pop("plan").casefold()].pk
        for field in targets:
            code = values.pop(field)
            values[f"{field}_id"] = found[field][code.casefold()].pk if code else None
        wanted.append(_pair(row.code, existing, values))
    return upsert(model, wanted, is_checked=is_checked)


def _pair(code: str, existing: Mapping[str, M], values: dict[str, Any]) -> tuple[M | None, dict[str, Any]]:
    """The row of that code, which keeps the code as it was first written."""
    row = existing.get(code.casefold())
    if row is not None:
        del values["code"]
    return row, values


def require_known(field: str, codes: Iterable[str], known: Mapping[str, Any]) -> None:
    unknown = dict.fromkeys(code for code in codes if code.casefold() not in known)
    if unknown:
        raise Invalid([_unknown(field, code, known) for code in unknown])


def _unknown(field: str, code: str, known: Mapping[str, Any]) -> Problem:
    remedy = did_you_mean(near_matches(code, known)) or "Add it first."
    return Problem("There is nothing of this code.", code="unknown", field=field, value=code, remedy=remedy)


def publish_structure(plan_ids: Iterable[int]) -> None:
    for plan_id in sorted(set(plan_ids)):
        publish(StructureChanged(plan_id))
