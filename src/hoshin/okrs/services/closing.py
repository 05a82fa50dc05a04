"""Closing a cycle: of each of its goals it is decided what becomes of it, and kept how it stood; and opening one again."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import change_row, locked_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.events import publish
from hoshin.base.wordings import Said
from hoshin.measures.models import Measure
from hoshin.measures.services import change_measure
from hoshin.okrs.events import AlignmentOutdated, CommitmentsWritten
from hoshin.okrs.models import ClosingChoice, Commitment, Cycle, CycleResult
from hoshin.okrs.policies import OkrsRight
from hoshin.okrs.rows import GoalStanding
from hoshin.strategy.services import change_objective, remove_objective
from hoshin.strategy.services.contributions import let_count


def close_cycle(
    actor: Actor,
    *,
    cycle: Cycle,
    decisions: Mapping[int, ClosingChoice],
    standings: Mapping[int, GoalStanding],
    into: Cycle | None = None,
    version: int | None = None,
) -> list[CycleResult]:
    """Close a cycle, all or nothing: what is decided of each goal, by objective, and how each stands, which is kept.

    What is carried over goes `into` another cycle, and is due at its end where it was due before it began. What is
    archived stays readable, and counts for nothing from now on. What is dropped leaves the plan. Conflict: the goals in it
    are not those that were decided of. Invalid: it is closed already, or nothing is named to carry over into.
    """
    require(actor, OkrsRight.MANAGE_CYCLES)
    with act(actor, "close_cycle", name=cycle.name) as running:
        running.say(count=len(decisions))
        fresh = locked_row(cycle, version=version)
        _check(fresh, into, ClosingChoice.CARRY_OVER in decisions.values())
        goals = {row.objective_id: row for row in goals_in(fresh).select_for_update(of=("self",))}
        if goals.keys() != decisions.keys():
            raise Conflict("Goals were added to this cycle or left it meanwhile. Nothing was closed: look again.")
        results = [
            CycleResult(
                cycle=fresh, objective_id=number, decision=decision, score=standings[number].score,
                grade=standings[number].grade,
            )
            for number, decision in sorted(decisions.items())
        ]  # fmt: skip
        CycleResult.objects.bulk_create(results)
        for number, goal in sorted(goals.items()):
            if decisions[number] == ClosingChoice.DROP:
                remove_objective(actor, objective=goal.objective)
            elif decisions[number] == ClosingChoice.ARCHIVE:
                change_row(goal, version=None, archived_on=clock.today())
            elif into is not None:
                _carry_over(actor, goal, into)
        let_count([number for number, decision in decisions.items() if decision == ClosingChoice.ARCHIVE], counts=False)
        publish(AlignmentOutdated())
        change_row(fresh, version=None, closed_on=clock.today())
        return results


def reopen_cycle(actor: Actor, *, cycle: Cycle, reason: str) -> Cycle:
    """Open a closed cycle again, with a reason: what was archived with it counts again and can be changed.

    What was carried over stays where it is now, what was dropped stays out.
    """
    require(actor, OkrsRight.MANAGE_CYCLES)
    if not reason.strip():
        raise Invalid("Say why the cycle is opened again.", field="reason")
    with act(actor, "reopen_cycle", note=reason.strip(), name=cycle.name):
        fresh = locked_row(cycle, version=None)
        if fresh.closed_on is None:
            raise Conflict(Said("%(cycle)s is open already.", cycle=fresh.name))
        archived = Commitment.objects.filter(cycle=fresh).exclude(archived_on=None).select_related("objective")
        back = [change_row(row, version=None, archived_on=None)[0] for row in archived]
        let_count([row.objective_id for row in back if not row.is_draft], counts=True)
        publish(CommitmentsWritten(frozenset(row.objective_id for row in back)))
        CycleResult.objects.filter(cycle=fresh, decision=ClosingChoice.ARCHIVE).delete()
        return change_row(fresh, version=None, closed_on=None)[0]


def goals_in(cycle: Cycle) -> QuerySet[Commitment]:
    """What stands in a cycle and was not archived with it, with its objective."""
    standing = Commitment.objects.filter(cycle=cycle, objective__removed_on=None, archived_on=None)
    return standing.select_related("objective", "cycle")


def _check(cycle: Cycle, into: Cycle | None, carries: bool) -> None:
    if cycle.closed_on is not None:
        raise Conflict(Said("%(cycle)s was closed on %(day)s already.", cycle=cycle.name, day=str(cycle.closed_on)))
    if carries and (into is None or into.pk == cycle.pk or into.closed_on is not None):
        raise Invalid(
            "Goals are carried over into another cycle that is open.",
            field="into",
            remedy="Choose one, or open one first.",
        )


def _carry_over(actor: Actor, goal: Commitment, into: Cycle) -> None:
    change_row(goal, version=None, cycle=into)
    objective = goal.objective
    if _is_past(objective.due_date, into):
        change_objective(actor, objective=objective, due_date=into.ends_on)
        for measure in Measure.objects.filter(serves__parent=objective).order_by("pk"):
            if _is_past(measure.due_on, into) and not measure.serves.exclude(parent=objective).exists():
                change_measure(actor, measure=measure, due_on=into.ends_on)


def _is_past(day: date | None, cycle: Cycle) -> bool:
    """Whether something was due before the cycle begins; what has no day keeps none."""
    return day is not None and day < cycle.starts_on
