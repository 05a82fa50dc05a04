"""What an address of the plan's pages names: found for an actor, or not there."""

from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.measures.selectors import measures_visible_to
from hoshin.strategy.selectors import contributions_visible_to, objectives_visible_to, plan_by_code, plans_visible_to


def thing_of(actor: Actor, kind: str, pk: int) -> Any:
    """The plan, perspective, objective, measure or contribution of that number. NotFound where there is none."""
    found = None
    if kind == "plan":
        found = plans_visible_to(actor).filter(pk=pk).first()
    elif kind == "perspective":
        plan = plans_visible_to(actor).filter(perspectives=pk).first()
        found = plan.perspectives.select_related("plan").get(pk=pk) if plan else None
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
