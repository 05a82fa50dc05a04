"""What an address of the plan's pages names: found for an actor, or not there."""

from collections.abc import Collection
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.measures.policies import measures_visible_to
from hoshin.strategy.policies import contributions_visible_to, objectives_visible_to, plans_visible_to
from hoshin.strategy.selectors import plan_by_code

KINDS = ("plan", "perspective", "theme", "objective", "measure", "contribution")
NAMED = ("perspective", "objective", "measure")
WEIGHED = ("perspective", "objective", "contribution")
HOLDING = ("plan", "perspective", "objective")


def thing_of(actor: Actor, kind: str, pk: int, among: Collection[str] = KINDS) -> Any:
    """The plan, perspective, theme, objective, measure or contribution of that number. NotFound where there is none."""
    found = None
    if kind not in among:
        raise NotFound("part of a plan", kind)
    if kind == "plan":
        found = plans_visible_to(actor).filter(pk=pk).first()
    elif kind == "perspective":
        plan = plans_visible_to(actor).filter(perspectives=pk).first()
        found = plan.perspectives.select_related("plan").get(pk=pk) if plan else None
    elif kind == "theme":
        plan = plans_visible_to(actor).filter(themes=pk).first()
        found = plan.themes.select_related("plan").get(pk=pk) if plan else None
    elif kind == "objective":
        found = objectives_visible_to(actor).select_related("plan", "perspective").filter(pk=pk).first()
    elif kind == "measure":
        found = measures_visible_to(actor).filter(pk=pk).first()
    elif kind == "contribution":
        found = contributions_visible_to(actor).select_related("parent__plan").filter(pk=pk).first()
    if found is None:
        raise NotFound(kind, str(pk))
    return found


def plan_of(actor: Actor, thing: Any, code: str = "") -> Any:
    """The plan that a thing belongs to; a measure belongs to none of its own, so the address names one."""
    kind = type(thing).__name__
    if kind == "Plan":
        return thing
    if kind == "Contribution":
        return thing.parent.plan
    if kind == "Measure":
        served = plans_visible_to(actor).filter(objectives__contributions__measure=thing).distinct()
        return plan_by_code(actor, code) if code else served.first() or plans_visible_to(actor).first()
    return thing.plan
