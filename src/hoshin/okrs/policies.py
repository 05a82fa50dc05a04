"""Who may see cycles and commitments, and who may write goals for whom."""

from collections.abc import Collection
from enum import StrEnum

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.base.errors import Denied, Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.okrs.models import Commitment, Cycle, CycleResult
from hoshin.org.models import Person, Unit
from hoshin.org.relations import heads_unit


class OkrsRight(StrEnum):
    WRITE_OWN_GOALS = "write goals of one's own"
    MANAGE_CYCLES = "open and change cycles"


def _is_of_a_seen_objective(actor: Actor, path: str) -> Q:
    return opened("objective", actor, f"{path}objective__")


TO_CYCLES = (Opening(Relation.EVERYONE, every),)
TO_CYCLE_RESULTS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _is_of_a_seen_objective))
TO_COMMITMENTS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _is_of_a_seen_objective))


def cycles_visible_to(actor: Actor) -> QuerySet[Cycle]:
    """All cycles, the latest first."""
    return visible(Cycle.objects.all(), "cycle", actor)


def commitments_visible_to(actor: Actor) -> QuerySet[Commitment]:
    """Commitments to objectives that the actor may see."""
    return visible(Commitment.objects.all(), "commitment", actor)


def cycle_results_visible_to(actor: Actor) -> QuerySet[CycleResult]:
    """What became of objectives that the actor may see when their cycles closed, also of those that left the plan."""
    return visible(CycleResult.objects.all(), "cycle_result", actor)


# A goal that was archived, or stands in a cycle that is closed, is only read.
IS_CLOSED = Q(archived_on__isnull=False) | Q(cycle__closed_on__isnull=False)


def is_closed(commitment: Commitment) -> bool:
    """The same of one."""
    cycle = commitment.cycle
    return commitment.archived_on is not None or (cycle is not None and cycle.closed_on is not None)


def closed_problem(commitment: Commitment) -> Problem:
    """What is said to whoever would change a goal that is closed."""
    cycle = commitment.cycle
    message = Said(
        "“%(goal)s” stands in cycle %(cycle)s, which is closed: it can be read, and not be changed.",
        goal=commitment.objective.name,
        cycle=cycle.name if cycle else "",
    )
    return _closed(message, cycle.code if cycle else "", "Ask the strategy office to reopen the cycle.")


def require_open(commitment: Commitment) -> None:
    """Raise `Invalid` where a goal is closed; other ways than as a goal are refused in `services.closed`."""
    if is_closed(commitment):
        raise Invalid([closed_problem(commitment)])


def require_open_cycle(cycle: Cycle | None) -> None:
    """Raise `Invalid` where this is a cycle that is closed."""
    if cycle is not None and cycle.closed_on is not None:
        message = Said("%(cycle)s is closed.", cycle=cycle.name)
        remedy = "Choose a cycle that is open, or have the strategy office reopen this one."
        raise Invalid([_closed(message, cycle.code, remedy)])


def _closed(message: Said, value: str, remedy: str) -> Problem:
    return Problem(message, code="closed", field="cycle", value=value, remedy=remedy)


def may_write_goals_of(actor: Actor, person: Person | None) -> bool:
    """Whether the actor may write goals of a person: whoever owns them, and the office for everybody."""
    if actor.has(Right.EDIT_PLAN):
        return True
    is_own = person is not None and actor.user_id is not None and person.user_id == actor.user_id
    return is_own and actor.has(OkrsRight.WRITE_OWN_GOALS)


def may_write_goals_of_unit(actor: Actor, unit: Unit) -> bool:
    """Whether the actor may write goals of a unit: its head, heads of units above it, and the office."""
    return bool(units_written_for(actor, Unit.objects.filter(pk=unit.pk)))


def units_written_for(actor: Actor, units: QuerySet[Unit]) -> set[int]:
    """The numbers of those units whose goals the actor may write. One query."""
    if not actor.has(Right.EDIT_PLAN):
        if not actor.has(OkrsRight.WRITE_OWN_GOALS):
            return set()
        units = units.filter(heads_unit(actor, "pk"))
    return set(units.values_list("pk", flat=True))


def goals_written_by(actor: Actor, commitments: Collection[Commitment]) -> set[int]:
    """The numbers of those goals that the actor may change: one's own, and those of a unit that one heads.

    While their cycle is open. A goal of a unit is the head's to change, whoever answers for it. At most two queries.
    """
    units = {row.objective.unit_id for row in commitments if row.objective.unit_id}
    headed = units_written_for(actor, Unit.objects.filter(pk__in=units)) if units else set()
    return {
        row.pk
        for row in commitments
        if not is_closed(row)
        and (
            row.objective.unit_id in headed
            or (row.objective.unit_id is None and may_write_goals_of(actor, row.objective.owner))
        )
    }


def require_may_change_goal(actor: Actor, commitment: Commitment) -> None:
    """Raise `Denied` unless the actor may change this goal."""
    objective = commitment.objective
    if objective.unit is not None:
        require_may_write_goals_of_unit(actor, objective.unit)
    else:
        require_may_write_goals_of(actor, objective.owner)


def require_may_write_goals_of_unit(actor: Actor, unit: Unit) -> None:
    """Raise `Denied` unless the actor may write goals of this unit."""
    if not may_write_goals_of_unit(actor, unit):
        require(actor, OkrsRight.WRITE_OWN_GOALS)
        raise Denied(
            Said(
                "Goals of %(unit)s are written by its head, by heads of units above it, and by the strategy office.",
                unit=unit.name,
            )
        )


def require_may_write_goals_of(actor: Actor, person: Person | None) -> None:
    """Raise `Denied` unless the actor may write goals of this person."""
    if not may_write_goals_of(actor, person):
        require(actor, OkrsRight.WRITE_OWN_GOALS)
        raise Denied(Said("You may write goals of your own alone. Ask the strategy office to write those of others."))
