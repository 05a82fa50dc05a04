"""Who could follow in critical roles, and openings within the organisation."""

from datetime import date
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.growth.models import CriticalRole, InternalOpening, JobRole, Successor
from hoshin.growth.policies import may_post, require_may_write_succession
from hoshin.growth.validity import all_tidied, text_problems
from hoshin.org.models import Person, Unit
from hoshin.org.selectors import person_of
from hoshin.strategy.services.objectives import checked_code


def add_critical_role(actor: Actor, *, unit: Unit, **said: Any) -> CriticalRole:
    """Say that a unit is in trouble without somebody: name, holder, risk of loss and why."""
    require_may_write_succession(actor, unit)
    values = all_tidied(said)
    if problems := text_problems(values, ("name",)):
        raise Invalid(problems)
    with act(actor, "add_critical_role"):
        return add_row(CriticalRole(unit=unit, **values))


def change_critical_role(actor: Actor, *, role: CriticalRole, version: int | None = None, **said: Any) -> CriticalRole:
    """Change its name, holder, risk of loss or why it is critical. Conflict: somebody changed it meanwhile."""
    require_may_write_succession(actor, role.unit, role)
    values = all_tidied(said)
    if problems := text_problems(values, ("name",)):
        raise Invalid(problems)
    with act(actor, "change_critical_role"):
        return change_row(role, version=version, **values)[0]


def remove_critical_role(actor: Actor, *, role: CriticalRole) -> None:
    """Say that it is critical no more; who could follow in it goes with it."""
    require_may_write_succession(actor, role.unit, role)
    with act(actor, "remove_critical_role"):
        remove_row(role, version=None, in_use="")


def set_successor(actor: Actor, *, role: CriticalRole, person: Person, readiness: str, note: str = "") -> Successor:
    """Say that somebody could follow, and when; what was said of them before is overwritten."""
    require_may_write_succession(actor, role.unit, role)
    values = all_tidied({"readiness": readiness, "note": note})
    problems = text_problems(values)
    if person.pk == role.holder_id:
        problems.append(Problem("They have it already.", field="person", remedy="Choose somebody else."))
    if person == person_of(actor):
        # What others said of them stands where they cannot read it, and would be overwritten.
        said = Problem("Nobody says of themself that they could follow.", field="person", remedy="Others do.")
        problems.append(said)
    if problems:
        raise Invalid(problems)
    with act(actor, "set_successor"):
        held = Successor.objects.filter(role=role, person=person).first()
        if held is None:
            return add_row(Successor(role=role, person=person, **values))
        return change_row(held, version=None, **values)[0]


def remove_successor(actor: Actor, *, successor: Successor) -> None:
    """Take somebody out."""
    require_may_write_succession(actor, successor.role.unit, successor.role)
    with act(actor, "remove_successor"):
        remove_row(successor, version=None, in_use="")


def post_opening(
    actor: Actor, *, code: str, name: str, unit: Unit, role: JobRole, text: str, closes_on: date
) -> InternalOpening:
    """Tell everybody of a role that is open. Invalid: it says nothing, or closes before today."""
    _require_may_post(actor, unit)
    values = all_tidied({"name": name, "text": text})
    problems = text_problems(values, ("name", "text"))
    if closes_on < clock.today():
        problems.append(Problem("It would be closed already.", field="closes_on", remedy="Write a day to come."))
    if problems:
        raise Invalid(problems)
    with act(actor, "post_opening", name=values["name"]):
        return add_row(InternalOpening(code=checked_code(code), unit=unit, role=role, closes_on=closes_on, **values))


def change_opening(
    actor: Actor, *, opening: InternalOpening, version: int | None = None, **said: Any
) -> InternalOpening:
    """Change what it says. Conflict: somebody changed it meanwhile. Invalid: it says nothing, or would be closed already."""
    _require_may_post(actor, opening.unit)
    values = all_tidied(said)
    if "code" in values:
        values["code"] = checked_code(values["code"])
    if values.get("unit") is not None:
        _require_may_post(actor, values["unit"])
    problems = text_problems(values, ("name", "text"))
    if values.get("closes_on", clock.today()) < clock.today():
        problems.append(Problem("It would be closed already.", field="closes_on", remedy="Write a day to come."))
    if problems:
        raise Invalid(problems)
    with act(actor, "change_opening", name=opening.name):
        return change_row(opening, version=version, **values)[0]


def remove_opening(actor: Actor, *, opening: InternalOpening) -> None:
    """Take an opening out."""
    _require_may_post(actor, opening.unit)
    with act(actor, "remove_opening", name=opening.name):
        remove_row(opening, version=None, in_use="")


def _require_may_post(actor: Actor, unit: Unit) -> None:
    if not may_post(actor, unit):
        raise Denied(Said("Openings are posted by heads of the unit and above, HR of it, and the strategy office."))
