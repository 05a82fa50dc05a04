"""Starting an initiative, changing it, saying its status by hand, and taking it out."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.codes import free_code
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.initiatives.currency import checked_currency
from hoshin.initiatives.models import (
    ExpectedEffect,
    Initiative,
    Milestone,
    MilestoneDependency,
    TeamMember,
)
from hoshin.initiatives.policies import effects_visible_to, require_may_start, require_may_write
from hoshin.initiatives.rows import MilestoneDraft
from hoshin.initiatives.services.progress import record_progress
from hoshin.measures.models import Measure
from hoshin.measures.policies import require_may_record
from hoshin.org.models import Person
from hoshin.strategy.models import Objective
from hoshin.strategy.services.objectives import checked_code

# What is served, with the smallest and the largest share of its gap that is expected to be closed.
EffectsSaid = Mapping[Objective, tuple[float | None, float | None]]


def add_initiative(
    actor: Actor,
    *,
    code: str,
    name: str,
    effects: EffectsSaid | None = None,
    team: Sequence[Person] = (),
    milestones: Sequence[MilestoneDraft] = (),
    **values: Any,
) -> Initiative:
    """Start an initiative; its milestones are those of a template, from its start on (today).

    Whoever starts it for nobody else owns it, as far as they may. Invalid names what is wrong.
    """
    require_may_start(actor, values.get("owner"), values.get("unit"))
    values["currency"] = checked_currency(values.get("currency", ""))
    _check_measure(actor, values.get("progress_measure"))
    with act(actor, "add_initiative", name=name):
        row = add_row(Initiative(code=checked_code(code), name=name.strip(), **values))
        _set_effects(actor, row, effects or {})
        _set_team(row, team)
        _add_steps(row, milestones)
        record_progress(actor, row)
        return row


def change_initiative(
    actor: Actor,
    *,
    initiative: Initiative,
    version: int | None = None,
    effects: EffectsSaid | None = None,
    team: Sequence[Person] | None = None,
    **values: Any,
) -> Initiative:
    """Change fields, what it serves and who works on it (None: as it is). What the actor does not see of it stays."""
    require_may_write(actor, initiative)
    if "code" in values:
        values["code"] = checked_code(values["code"])
    if values.get("currency", initiative.currency) != initiative.currency:
        values["currency"] = checked_currency(values["currency"])
    measure = values.get("progress_measure")
    if measure is not None and measure.pk != initiative.progress_measure_id:
        _check_measure(actor, measure)
    with act(actor, "change_initiative", name=initiative.name):
        changed, _ = change_row(initiative, version=version, **values)
        if effects is not None:
            _set_effects(actor, changed, effects)
        if team is not None:
            _set_team(changed, team)
        record_progress(actor, changed)
        return changed


def set_status(
    actor: Actor,
    *,
    initiative: Initiative,
    status: str,
    reason: str = "",
    until: date | None = None,
    version: int | None = None,
) -> Initiative:
    """Say a status by hand, with its reason and its end; without a status it follows from milestones and pace again."""
    require_may_write(actor, initiative)
    if status and until is not None and until < clock.today():
        raise Invalid("This day is over.", field="status_until", value=str(until), remedy="Choose a day to come.")
    facts: dict[str, Any] = {"status": status, "reason": reason.strip()} if status else {}
    with act(actor, "set_initiative_status", name=initiative.name, **facts):
        said = {"status": status, "status_reason": reason.strip() if status else "", "status_until": until}
        return change_row(initiative, version=version, **(said if status else said | {"status_until": None}))[0]


def remove_initiative(actor: Actor, *, initiative: Initiative, version: int | None = None) -> None:
    """Take it out with all that hangs on it. One that was worked on is better stopped, so that it stays to be read."""
    require_may_write(actor, initiative)
    with act(actor, "remove_initiative", name=initiative.name):
        remove_row(initiative, version=version, in_use="Something rests on this initiative.")


def free_initiative_code() -> str:
    """A code that no initiative has, for the form of a new one."""
    return free_code(Initiative.objects.all(), "I1")


def _check_measure(actor: Actor, measure: Measure | None) -> None:
    """Progress is a percentage that nothing else computes. Whoever links it may record its values."""
    if measure is None:
        return
    require_may_record(actor, [measure])
    if measure.formula or measure.unit_of_measure.strip() != "%":
        raise Invalid(
            Said("%(code)s cannot hold the progress of an initiative.", code=measure.code),
            field="progress_measure",
            value=measure.code,
            remedy="Choose a measure in %, without a formula.",
        )


def _set_effects(actor: Actor, row: Initiative, effects: EffectsSaid) -> None:
    """What the actor does not see stays; what is new is something that they see."""
    wanted = {objective.pk: shares for objective, shares in effects.items()}
    for held in effects_visible_to(actor).filter(initiative=row):
        if held.objective_id not in wanted:
            held.delete()
        else:
            low, high = wanted.pop(held.objective_id)
            change_row(held, version=None, low=low, high=high)
    for objective, (low, high) in effects.items():
        if objective.pk in wanted:
            add_row(ExpectedEffect(initiative=row, objective=objective, low=low, high=high))


def _set_team(row: Initiative, team: Sequence[Person]) -> None:
    wanted = {person.pk: person for person in team}
    for held in row.team.all():
        if wanted.pop(held.person_id, None) is None:
            held.delete()
    for person in wanted.values():
        add_row(TeamMember(initiative=row, person=person))


def _add_steps(row: Initiative, drafts: Sequence[MilestoneDraft]) -> None:
    first = row.start_date or clock.today()
    made: list[Milestone] = []
    for at, draft in enumerate(drafts):
        starts, due = (first + timedelta(days=days) for days in (draft.from_day, draft.to_day))
        own = Milestone(initiative=row, code=f"M{at + 1}", name=draft.name, weight=draft.weight, position=at)
        own.start_date, own.due_date = (starts if starts < due else None), due
        made.append(add_row(own))
    for own, draft in zip(made, drafts, strict=True):
        for place in draft.needs:
            add_row(MilestoneDependency(milestone=own, needs=made[place]))
