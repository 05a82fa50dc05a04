"""Adding, changing and taking out milestones, and what they wait for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.codes import free_code
from hoshin.base.errors import Invalid, Problem
from hoshin.base.graphs import first_cycle, in_words
from hoshin.base.wordings import Said
from hoshin.initiatives.models import Initiative, Milestone, MilestoneDependency
from hoshin.initiatives.policies import (
    dependencies_visible_to,
    milestones_visible_to,
    require_may_report,
    require_may_write,
)
from hoshin.initiatives.services.progress import record_progress
from hoshin.strategy.services.objectives import checked_code

# What whoever works on an initiative may say of its milestones.
REPORTED = {"done_on", "completion"}
_DEPENDENCIES = 7109


def add_milestone(
    actor: Actor, *, initiative: Initiative, name: str, code: str = "", needs: Sequence[Milestone] = (), **values: Any
) -> Milestone:
    """Add a milestone after the others; without a code it gets the next free one."""
    require_may_write(actor, initiative)
    with act(actor, "add_milestone", name=name, initiative=initiative.name):
        own = checked_code(code) or free_code(initiative.milestones.all(), "M1")
        values.setdefault("position", initiative.milestones.count())
        row = add_row(Milestone(initiative=initiative, code=own, name=name.strip(), **settled(values)))
        set_needs(actor, row, needs)
        record_progress(actor, initiative)
        return row


def change_milestone(
    actor: Actor,
    *,
    milestone: Milestone,
    version: int | None = None,
    needs: Sequence[Milestone] | None = None,
    **values: Any,
) -> Milestone:
    """Change a milestone, and what it waits for (None: as it is). How far it is, its team says as well."""
    if needs is None and values.keys() <= REPORTED:
        require_may_report(actor, milestone)
    else:
        require_may_write(actor, milestone.initiative)
    if "code" in values:
        values["code"] = checked_code(values["code"])
    verb = "finish_milestone" if values.get("done_on") and milestone.done_on is None else "change_milestone"
    with act(actor, verb, name=milestone.name, initiative=milestone.initiative.name):
        changed, _ = change_row(milestone, version=version, **settled(values, milestone))
        if needs is not None:
            set_needs(actor, changed, needs)
        record_progress(actor, changed.initiative)
        return changed


def remove_milestone(actor: Actor, *, milestone: Milestone, version: int | None = None) -> None:
    """Take it out, as if it had never been planned; one that is given up is cancelled instead."""
    require_may_write(actor, milestone.initiative)
    with act(actor, "remove_milestone", name=milestone.name, initiative=milestone.initiative.name):
        remove_row(milestone, version=version, in_use="Something rests on this milestone.")
        record_progress(actor, milestone.initiative)


def settled(values: dict[str, Any], before: Milestone | None = None) -> dict[str, Any]:
    """The values with day and completion in agreement: what is done is complete, and what is complete is done today."""
    said = dict(values)
    if said.get("done_on") is not None:
        if said["done_on"] > clock.today():
            raise Invalid("Nothing is done on a day to come.", field="done_on", value=str(said["done_on"]))
        return said | {"completion": 1.0}
    if said.get("completion", 0.0) >= 1.0 and "done_on" not in said:
        return said | {"completion": 1.0, "done_on": (before and before.done_on) or clock.today()}
    if "completion" in said or "done_on" in said:
        kept = said.get("completion", before.completion if before else 0.0)
        return said | {"done_on": None, "completion": 0.0 if kept >= 1.0 else kept}
    return said


def set_needs(actor: Actor, row: Milestone, needs: Iterable[Milestone]) -> None:
    """Let a milestone wait for these alone; what the actor does not see stays. Invalid: a circle, with its milestones."""
    wanted = {need.pk: need for need in needs}
    if row.pk in wanted:
        raise Invalid(itself(row.code))
    for held in dependencies_visible_to(actor).filter(milestone=row):
        if wanted.pop(held.needs_id, None) is None:
            held.delete()
    if not wanted:
        return
    hold_dependencies()
    for need in wanted.values():
        add_row(MilestoneDependency(milestone=row, needs=need))
    check_circles(actor)


def hold_dependencies() -> None:
    """One at a time says what waits for what: two at once could close a circle of which neither sees the other half."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_DEPENDENCIES])


def check_circles(actor: Actor) -> None:
    """Raise `Invalid` where milestones wait for each other; those that the actor does not see are not named."""
    waits: dict[int, list[int]] = {}
    for one, other in MilestoneDependency.objects.order_by("pk").values_list("milestone", "needs"):
        waits.setdefault(one, []).append(other)
    circle = first_cycle(waits)
    if circle:
        raise Invalid([_circle(actor, circle)])


def itself(code: str) -> list[Problem]:
    """What is said where a milestone would wait for itself."""
    return [
        Problem("A milestone does not wait for itself.", "cycle", "depends_on", code, "Take it out of its own list.")
    ]


def _circle(actor: Actor, circle: Sequence[int]) -> Problem:
    rows = milestones_visible_to(actor).filter(pk__in=circle).values_list("pk", "initiative__code", "code")
    shown = dict.fromkeys(circle, "…") | {pk: f"{initiative}/{code}" for pk, initiative, code in rows}
    words = in_words([shown[pk] for pk in circle], "waits for")
    message = Said("These milestones wait for each other: %(words)s.", words=words)
    return Problem(message, "cycle", "depends_on", shown[circle[0]], "Take one of these out.")
