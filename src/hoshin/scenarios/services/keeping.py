"""Keeping assumptions under a name, changing them, sharing them, removing them."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base.codes import free_code
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.notices.services import tell
from hoshin.org.models import Person, Unit
from hoshin.scenarios.models import Scenario, ScenarioAssumption, ScenarioReader, ScenarioSight
from hoshin.scenarios.notices import SHARED, SHARED_WITH_UNIT
from hoshin.scenarios.policies import require_may_change, require_may_save, users_of_unit
from hoshin.scenarios.rows import Assumption
from hoshin.scenarios.validity import scenario_problems, together_problems
from hoshin.strategy.models import Plan

_COLUMNS = tuple(field.name for field in fields(Assumption))


def save_scenario(
    actor: Actor,
    *,
    plan: Plan,
    period: Period,
    name: str,
    assumptions: Sequence[Assumption],
    description: str = "",
    visibility: str = ScenarioSight.PRIVATE,
    unit: Unit | None = None,
    readers: Sequence[Person] = (),
) -> Scenario:
    """Keep what is assumed under a name. It is one's own unless it is shared at once. Invalid names what does not fit."""
    maker = require_may_save(actor)
    said = _said(name, description, visibility, unit, readers)
    _require_whole(said, readers, assumptions)
    with act(actor, "save_scenario", name=said["name"]) as running:
        code = free_code(Scenario.objects.all(), "S-1")
        running.say(code=code)
        where = {"plan": plan, "period_start": period.start, "period_frequency": period.frequency.value}
        row = add_row(Scenario(code=code, maker=maker, **where, **said))
        set_assumptions(row, assumptions)
        set_readers(row, readers)
        _tell_readers(actor, row, readers)
        _tell_unit(actor, row, before=None)
    return row


def change_scenario(
    actor: Actor,
    *,
    scenario: Scenario,
    name: str,
    description: str,
    visibility: str,
    unit: Unit | None = None,
    readers: Sequence[Person] = (),
    assumptions: Sequence[Assumption] | None = None,
    version: int | None = None,
) -> Scenario:
    """Change what a scenario is called, whom it is shared with, and, where given, what it assumes.

    Conflict: it was changed meanwhile.
    """
    require_may_change(actor, scenario)
    said = _said(name, description, visibility, unit, readers)
    _require_whole(said, readers, assumptions)
    with act(actor, "change_scenario", code=scenario.code):
        was_named = scenario.visibility == ScenarioSight.NAMED
        known = set(scenario.readers.values_list("person", flat=True)) if was_named else set()
        unit_before = scenario.unit if scenario.visibility == ScenarioSight.UNIT else None
        row = change_row(scenario, version=version, **said)[0]
        set_readers(row, readers)
        _tell_readers(actor, row, [person for person in readers if person.pk not in known])
        _tell_unit(actor, row, before=unit_before)
        if assumptions is not None:
            set_assumptions(row, assumptions)
    return row


def remove_scenario(actor: Actor, *, scenario: Scenario, version: int | None = None) -> None:
    """Remove a scenario of one's own."""
    require_may_change(actor, scenario)
    with act(actor, "remove_scenario", code=scenario.code, name=scenario.name):
        scenario.assumptions.all().delete()
        scenario.readers.all().delete()
        remove_row(scenario, version=version, in_use="")


def set_assumptions(row: Scenario, assumptions: Sequence[Assumption]) -> None:
    """Let a scenario assume this; what stays as it was keeps its row."""
    known = list(row.assumptions.all())
    for place, one in enumerate(assumptions):
        values = {name: getattr(one, name) for name in _COLUMNS} | {"kind": one.kind.value, "position": place}
        same = next((kept for kept in known if _is(kept, values)), None)
        if same is not None:
            known.remove(same)
            continue
        ScenarioAssumption(scenario=row, **values).save(force_insert=True)
    for gone in known:
        gone.delete()


def _is(kept: ScenarioAssumption, values: dict[str, Any]) -> bool:
    return all(getattr(kept, name) == value for name, value in values.items())


def set_readers(row: Scenario, readers: Sequence[Person]) -> None:
    """Let these people read a scenario, and of those who were named no others."""
    wanted = {person.pk for person in readers}
    for reader in row.readers.all():
        if reader.person_id in wanted:
            wanted.discard(reader.person_id)
        else:
            reader.delete()
    for person in sorted(wanted):
        ScenarioReader(scenario=row, person_id=person).save(force_insert=True)


def _tell_readers(actor: Actor, row: Scenario, readers: Sequence[Person]) -> None:
    """Tell people with whom a scenario is shared by name, and was not before."""
    if row.visibility == ScenarioSight.NAMED and readers:
        facts = {"name": row.name, "code": row.code}
        tell(actor, SHARED, users=[person.user_id for person in readers], about=row.pk, facts=facts)


def _tell_unit(actor: Actor, row: Scenario, *, before: Unit | None) -> None:
    """Tell who reads it in a unit with which it is shared, and was not before; by digest, several of a day as one."""
    if row.unit is None or row.unit == before:
        return
    facts = {"name": row.name, "code": row.code, "unit": row.unit.name, "unit_code": row.unit.code}
    tell(actor, SHARED_WITH_UNIT, users=users_of_unit(row.unit), about=row.pk, facts=facts)


def _said(name: str, description: str, visibility: str, unit: Unit | None, readers: Sequence[Person]) -> dict[str, Any]:
    return {
        "name": name.strip(),
        "description": description.replace("\r\n", "\n").strip(),
        "visibility": visibility,
        "unit": unit if visibility == ScenarioSight.UNIT else None,
    }


def _require_whole(said: dict[str, Any], readers: Sequence[Person], assumptions: Sequence[Assumption] | None) -> None:
    problems = scenario_problems(said, is_named=bool(readers))
    if assumptions is not None:
        problems += together_problems(assumptions)
    if problems:
        raise Invalid(problems)
