"""Cycles: opened, changed, removed while nothing stands in them."""

from datetime import date
from typing import Any

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.okrs.models import Cycle
from hoshin.okrs.policies import OkrsRight, require_open_cycle


def add_cycle(actor: Actor, *, code: str, name: str, starts_on: date, ends_on: date) -> Cycle:
    """Open a cycle. Invalid where it ends before it starts, or another has its code."""
    require(actor, OkrsRight.MANAGE_CYCLES)
    with act(actor, "add_cycle", name=name):
        return add_row(Cycle(code=code.strip(), name=name.strip(), starts_on=starts_on, ends_on=ends_on))


def change_cycle(actor: Actor, *, cycle: Cycle, version: int | None = None, **values: Any) -> Cycle:
    """Change a cycle that is open; goals in it keep the dates that they have. Conflict: see `change_row`."""
    require(actor, OkrsRight.MANAGE_CYCLES)
    require_open_cycle(cycle)
    with act(actor, "change_cycle", name=cycle.name):
        return change_row(cycle, version=version, **values)[0]


def remove_cycle(actor: Actor, *, cycle: Cycle, version: int | None = None) -> None:
    """Remove a cycle. Invalid while goals stand in it, or results of a time when it was closed."""
    require(actor, OkrsRight.MANAGE_CYCLES)
    require_open_cycle(cycle)
    with act(actor, "remove_cycle", name=cycle.name):
        remove_row(cycle, version=version, in_use="Goals stand in this cycle.")
