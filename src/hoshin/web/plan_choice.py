"""Which plan an address means."""

from collections.abc import Sequence
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.strategy.selectors import plan_by_code


def chosen_plan(actor: Actor, plans: Sequence[Any], code: str) -> Any:
    """The plan of that code among those that the actor sees, the first where none is named. NotFound names others."""
    if not code:
        return next(iter(plans), None)
    known = next((plan for plan in plans if plan.code.casefold() == code.strip().casefold()), None)
    return known or plan_by_code(actor, code)
