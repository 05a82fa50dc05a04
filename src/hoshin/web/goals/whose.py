"""Whose goals a page is about: those of a person or of a unit, as the address names them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from hoshin.accounts.access import Actor
from hoshin.checkins.selectors import silence_beside
from hoshin.okrs.policies import (
    may_write_goals_of,
    may_write_goals_of_unit,
    require_may_write_goals_of,
    require_may_write_goals_of_unit,
)
from hoshin.okrs.selectors import GoalLine, goals_of, goals_of_unit
from hoshin.org.models import Person, Unit
from hoshin.org.selectors import people_found, person_by_employee_id, person_of, unit_by_code, units_found
from hoshin.strategy.models import Objective
from hoshin.web.found_field import MARK


@dataclass(frozen=True, slots=True)
class GoalsOf:
    """A person, or a unit; neither where somebody who is no person named nobody."""

    person: Person | None
    unit: Unit | None
    is_own: bool

    @property
    def name(self) -> str:
        whose = self.unit or self.person
        return whose.name if whose else ""

    @property
    def named(self) -> dict[str, str]:
        """How an address names them; nothing for oneself."""
        if self.unit:
            return {"unit": self.unit.code}
        return {"person": self.person.employee_id} if self.person and not self.is_own else {}

    def address(self, page: str = "goals") -> str:
        """The address of a page about their goals."""
        return f"{reverse(page)}?{urlencode(self.named)}" if self.named else reverse(page)

    def goals(self, actor: Actor) -> list[GoalLine]:
        """What they took on, each found with whether somebody was silent about it."""
        if self.unit:
            return goals_of_unit(actor, self.unit, silence_beside(actor))
        return goals_of(actor, self.person, silence_beside(actor)) if self.person else []

    def may_write(self, actor: Actor) -> bool:
        if self.unit:
            return may_write_goals_of_unit(actor, self.unit)
        return self.person is not None and may_write_goals_of(actor, self.person)

    def require_may_write(self, actor: Actor) -> None:
        if self.unit:
            require_may_write_goals_of_unit(actor, self.unit)
        else:
            require_may_write_goals_of(actor, self.person)


def whose_goals(actor: Actor, query: Mapping[str, str]) -> GoalsOf:
    """Whoever the address names by number, code, or a name that only one has; oneself without. NotFound names others."""
    if query.get("unit", "").strip():
        return GoalsOf(None, unit_named(actor, query["unit"]), is_own=False)
    own, text = person_of(actor), query.get("person", "").strip()
    person = _person(actor, text) if text else own
    return GoalsOf(person, None, is_own=person is not None and person == own)


def whose_is(actor: Actor, objective: Objective) -> GoalsOf:
    """Whose goal this is."""
    if objective.unit:
        return GoalsOf(objective.owner, objective.unit, is_own=False)
    return GoalsOf(objective.owner, None, is_own=objective.owner is not None and objective.owner == person_of(actor))


def _person(actor: Actor, text: str) -> Person:
    code = text.rpartition(MARK)[2]
    found = people_found(actor, code, 2)
    exact = [one for one in found if one.employee_id.casefold() == code.strip().casefold()]
    if exact or len(found) == 1:
        return (exact or found)[0]
    return person_by_employee_id(actor, code)


def unit_named(actor: Actor, text: str) -> Unit:
    """The unit of a code, or the only one that a text finds. NotFound names others."""
    code = text.rpartition(MARK)[2].strip()
    found = units_found(actor, code, 2)
    exact = [one for one in found if one.code.casefold() == code.casefold()]
    if exact or len(found) == 1:
        return (exact or found)[0]
    return unit_by_code(actor, code)
