"""Goals that were closed far from done while one much like it was opened by the same person (methods 6.9, by 5.5)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet

from hoshin.base.clock import day_of
from hoshin.engine.quality import fit_of_pairs
from hoshin.okrs.models import ClosingChoice, CycleResult
from hoshin.strategy.models import Objective

FAR_FROM_DONE = 0.5
NEAR = timedelta(days=14)
ALIKE = 99.5
# Of fewer words nothing can be said.
LEAST_WORDS = 3
# Among so many texts, the newest, it is told how alike any two are.
MOST_TEXTS = 400
_FAR = Q(grade__lt=FAR_FROM_DONE) | Q(grade=None, score__lt=100 * FAR_FROM_DONE)


class GoalReplaced(NamedTuple):
    """A goal of a person, opened near the day on which one much like it was closed; `attained` of that, 0 to 1."""

    person: int
    name: str
    code: str
    before: str
    day: date
    attained: float


def replaced_goals(
    results: QuerySet[CycleResult], objectives: Sequence[Objective], since: date, until: date
) -> list[GoalReplaced]:
    """Of goals that left the plan or were archived below half within the time: those with a successor much like them.

    A goal that is carried over goes on and is not replaced. Goals without a score are left out. `objectives`: those of
    these people, with what was taken on of them, the newest first. One query.
    """
    gone = results.filter(_FAR, cycle__closed_on__range=(since, until), objective__owner__isnull=False)
    gone = gone.exclude(decision=ClosingChoice.CARRY_OVER).select_related("objective", "cycle")
    closed = [one for one in gone.order_by("pk") if _says_something(one.objective)]
    if not closed:
        return []
    opened = [one for one in objectives if hasattr(one, "commitment")]
    pairs = list(_followed(closed, opened))
    texts = [(_text(one.objective), _text(goal)) for one, goal in pairs]
    alike = fit_of_pairs(texts, [_text(goal) for goal in opened[:MOST_TEXTS]], seed=0).percentile
    return [_told(one, goal) for (one, goal), found in zip(pairs, alike, strict=True) if found >= ALIKE]


def _followed(closed: list[CycleResult], opened: list[Objective]) -> Iterator[tuple[CycleResult, Objective]]:
    """Each closed goal with those that its owner opened later than it, near the day on which it was closed."""
    of_owner = defaultdict(list)
    for goal in opened:
        of_owner[goal.owner_id].append(goal)
    for one in closed:
        day, before = one.cycle.closed_on, one.objective
        for goal in of_owner[before.owner_id]:
            is_near = day is not None and abs(day_of(goal.created_at) - day) <= NEAR
            if is_near and goal.created_at > before.created_at and _says_something(goal):
                yield one, goal


def _told(one: CycleResult, goal: Objective) -> GoalReplaced:
    attained = one.grade if one.grade is not None else (one.score or 0.0) / 100
    day = one.cycle.closed_on or day_of(goal.created_at)
    return GoalReplaced(goal.owner_id or 0, goal.name, goal.code, one.objective.name, day, attained)


def _text(goal: Objective) -> str:
    return f"{goal.name} {goal.description}".strip()


def _says_something(goal: Objective) -> bool:
    return len(_text(goal).split()) >= LEAST_WORDS
