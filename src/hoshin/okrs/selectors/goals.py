"""Finds cycles, and the goals that people took on, with their key results."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.words import codes_near
from hoshin.measures.models import Direction, Measure, ScoringMethod, Target
from hoshin.measures.policies import targets_visible_to
from hoshin.okrs.models import Commitment, Cycle, CycleResult
from hoshin.okrs.policies import IS_CLOSED, commitments_visible_to, cycle_results_visible_to, cycles_visible_to
from hoshin.okrs.rows import KeyResultDraft, ResultKind
from hoshin.org.models import Person, Unit
from hoshin.org.policies import units_visible_to
from hoshin.strategy.definitions import PLAN_DEFINITIONS
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.policies import contributions_visible_to

MOST = 100


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with what it serves and its key results, as far as the actor may see them; targets by measure."""

    commitment: Commitment
    serves: tuple[Contribution, ...]
    key_results: tuple[Contribution, ...]
    targets: dict[int, Target]

    @property
    def measures(self) -> list[Measure]:
        return [row.measure for row in self.key_results if row.measure is not None]


def cycle_by_code(actor: Actor, code: str) -> Cycle:
    """The cycle of that code, without regard to case. NotFound, with codes that look like it."""
    cycles = cycles_visible_to(actor)
    found = cycles.filter(code__iexact=code.strip()).first()
    if found is None:
        raise NotFound("cycle", code, known=codes_near(cycles, code))
    return found


def cycle_by_number(actor: Actor, number: int) -> Cycle:
    """The cycle of that number. NotFound where there is none."""
    found = cycles_visible_to(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("cycle", str(number))
    return found


def cycles_listed(actor: Actor) -> list[Cycle]:
    """Cycles, the latest first."""
    return list(cycles_visible_to(actor)[:MOST])


def goal_by_code(actor: Actor, code: str) -> GoalLine:
    """The goal whose objective has that code. NotFound where there is none that the actor may see."""
    rows = _standing(actor).filter(objective__code__iexact=code.strip())
    found = _lines(actor, list(rows))
    if not found:
        raise NotFound("goal", code)
    return found[0]


def closed_goal(actor: Actor, objective: Objective) -> Commitment | None:
    """What an objective was taken on as, with its cycle, where that is closed and it is only read. One query."""
    rows = commitments_visible_to(actor).filter(IS_CLOSED, objective=objective)
    return rows.select_related("cycle").first()


def goals_of(actor: Actor, person: Person, beside: Mapping[str, Any] | None = None) -> list[GoalLine]:
    """What a person took on and the actor may see, what is due first. Four queries, however many.

    `beside`: what an app above wants to know of each commitment, by the names of its own.
    """
    rows = (
        _standing(actor)
        .annotate(**(beside or {}))
        .filter(objective__owner=person, archived_on=None)
        .order_by("objective__due_date", "objective__code")
    )
    return _lines(actor, list(rows[:MOST]))


def goals_of_unit(actor: Actor, unit: Unit, beside: Mapping[str, Any] | None = None) -> list[GoalLine]:
    """What a unit took on and the actor may see, what is due first. Four queries, however many. `beside` as above."""
    rows = (
        _standing(actor)
        .annotate(**(beside or {}))
        .filter(objective__unit=unit, archived_on=None)
        .order_by("objective__due_date", "objective__code")
    )
    return _lines(actor, list(rows[:MOST]))


def goals_in_cycle(actor: Actor, cycle: Cycle) -> list[GoalLine]:
    """What stands in a cycle and the actor may see, by code. Three queries, however many."""
    return _lines(actor, list(_standing(actor).filter(cycle=cycle, archived_on=None).order_by("objective__code")))


def results_of(actor: Actor, cycle: Cycle) -> QuerySet[CycleResult]:
    """How goals stood when the cycle was closed, by code, as far as the actor may see them."""
    rows = cycle_results_visible_to(actor).filter(cycle=cycle).select_related("objective__owner", "objective__unit")
    return rows.order_by("objective__code")


def units_headed(actor: Actor) -> list[Unit]:
    """Units that the actor heads themself, by name."""
    if actor.user_id is None:
        return []
    return list(units_visible_to(actor).filter(head__user=actor.user_id).order_by("name", "code")[:MOST])


def result_as_written(row: Contribution, target: Target | None) -> KeyResultDraft:
    """A key result that stands, as it would be written: what `write_goal` and `change_goal` take."""
    measure = row.measure
    assert measure is not None, "asked for with a measure"
    kind = ResultKind.NUMBER
    if measure.direction == Direction.BAND:
        kind = ResultKind.BAND
    elif measure.direction == Direction.MILESTONE:
        kind = ResultKind.MILESTONE
    elif measure.method == ScoringMethod.THRESHOLDS and target is not None and target.baseline is None:
        kind = ResultKind.LEVELS
    numbers: dict[str, float | None] = {}
    if target is not None:
        is_band = kind == ResultKind.BAND
        first, last = (target.low, target.high) if is_band else (target.baseline, target.target)
        numbers = {"baseline": first, "target": last, "commit": target.red, "stretch": target.best}
    return KeyResultDraft(
        measure.name,
        unit_of_measure=measure.unit_of_measure,
        kind=kind,
        weight=row.weight,
        code=measure.code,
        **numbers,
    )


def _standing(actor: Actor) -> QuerySet[Any]:
    """With what their plans said before, so that whoever asks how goals stand makes no query for it."""
    rows = commitments_visible_to(actor).filter(objective__removed_on=None)
    rows = rows.annotate(plan_said=PLAN_DEFINITIONS.within("objective__plan"))
    return rows.select_related("cycle", "objective__plan", "objective__owner", "objective__unit")


def _lines(actor: Actor, commitments: list[Any]) -> list[GoalLine]:
    for row in commitments:
        row.objective.plan.said = row.plan_said
    numbers = [row.objective_id for row in commitments]
    above, below = defaultdict(list), defaultdict(list)
    tied = Q(objective__in=numbers) | Q(parent__in=numbers, measure__isnull=False)
    for row in contributions_visible_to(actor).filter(tied).select_related("parent"):
        if row.measure_id is None:
            above[row.objective_id].append(row)
        else:
            below[row.parent_id].append(row)
    measures = {row.measure_id for rows in below.values() for row in rows}
    held = targets_visible_to(actor).filter(measure__in=measures, unit=None).order_by("-starts_on")
    targets = {target.measure_id: target for target in held}
    return [
        GoalLine(row, tuple(above[row.objective_id]), tuple(below[row.objective_id]), targets) for row in commitments
    ]
