"""Patterns in the measures of people of which they should be asked before their results are discussed (methods 6.9).

Each has innocent answers, and none changes a score.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from django.db.models import QuerySet

from hoshin.audit.models import Entry
from hoshin.base.clock import day_of
from hoshin.base.periods import Frequency, Period
from hoshin.engine.reviews import PatternResult, missing_when_bad, sandbagging, target_hugging
from hoshin.engine.scoring import Status
from hoshin.measures.models import Measure, Target
from hoshin.okrs.models import CycleResult
from hoshin.reviews.assembly.own_weights import own_weight_effects
from hoshin.reviews.assembly.replaced import replaced_goals
from hoshin.scorecards.assembly.likelihoods import SIGNS, SeenValue, goals_set, likelihoods, values_seen
from hoshin.strategy.models import Objective

LATE_FROM = 0.8


@dataclass(frozen=True, slots=True)
class GoalQuestion:
    """A pattern in somebody's goals: whose, which, of how many cases how many show it, or the one that does.

    `before`: what the goal was called that it follows.
    """

    person: int
    pattern: str
    hits: int = 0
    of: int = 0
    name: str = ""
    code: str = ""
    before: str = ""
    day: date | None = None
    values: Mapping[str, float] = field(default_factory=dict)


def goal_questions(
    measures: QuerySet[Measure],
    objectives: QuerySet[Objective],
    closed: QuerySet[CycleResult],
    since: date,
    until: date,
) -> list[GoalQuestion]:
    """What to ask the owners of these about, of what was seen by the end of the time. Ten queries at most.

    `closed`: what became of these objectives when their cycles closed.
    """
    owned = list(objectives.filter(owner__isnull=False).select_related("owner", "commitment").order_by("-pk"))
    asked = [*_of_measures(measures, since, until), *_of_weights(owned, since, until)]
    asked += _of_replaced(closed, owned, since, until)
    return sorted(asked, key=lambda one: (one.person, one.pattern, one.code))


def _of_weights(objectives: Sequence[Objective], since: date, until: date) -> Iterator[GoalQuestion]:
    for one in own_weight_effects(objectives, since, until):
        values = {"effect": one.effect, "change": one.change}
        yield GoalQuestion(one.person, "own_weights", name=one.name, code=one.code, values=values)


def _of_replaced(
    closed: QuerySet[CycleResult], objectives: Sequence[Objective], since: date, until: date
) -> Iterator[GoalQuestion]:
    for one in replaced_goals(closed, objectives, since, until):
        values = {"attained": one.attained}
        yield GoalQuestion(
            one.person, "replaced", name=one.name, code=one.code, before=one.before, day=one.day, values=values
        )


def _of_measures(measures: QuerySet[Measure], since: date, until: date) -> list[GoalQuestion]:
    owned = {one.pk: one for one in measures.filter(owner__isnull=False)}
    people = sorted({one.owner_id for one in owned.values() if one.owner_id is not None})
    if not people:
        return []
    place = {person: at for at, person in enumerate(people)}
    seen = values_seen(owned, until)
    asked = [*_of_owners("hugging", people, _hugging(owned, place, seen))]
    asked += _of_owners("missing", people, _missing(owned, place, seen))
    asked += _of_owners("easy", people, _easy(owned, place, seen, since, until))
    asked += _late_targets(owned, seen, since, until)
    return asked


def _easy(
    owned: Mapping[int, Measure],
    place: Mapping[int, int],
    seen: Mapping[int, list[SeenValue]],
    since: date,
    until: date,
) -> PatternResult:
    """Per owner how many goals of the time were reached that had been all but certain when they were set. One query."""
    goals = [goal for found in goals_set(owned, seen, since, until).values() for goal in found]
    owners = [place[owned[goal.measure].owner_id or 0] for goal in goals]
    reached = [float(goal.is_reached) for goal in goals]
    return sandbagging(owners, reached, likelihoods(goals, owned), owners=len(place))


def _hugging(
    owned: Mapping[int, Measure], place: Mapping[int, int], seen: Mapping[int, list[SeenValue]]
) -> PatternResult:
    rows = [
        (place[owned[measure].owner_id or 0], one.value, one.target, SIGNS[owned[measure].direction])
        for measure, values in seen.items()
        if owned[measure].direction in SIGNS
        for one in values
        if one.value is not None and one.target is not None
    ]
    columns = np.array(rows, np.float64).reshape(len(rows), 4).T
    return target_hugging(columns[0].astype(np.intp), *columns[1:], owners=len(place))


def _missing(
    owned: Mapping[int, Measure], place: Mapping[int, int], seen: Mapping[int, list[SeenValue]]
) -> PatternResult:
    """Of the periods behind one that was off track, and behind any other, how many have no value though later ones do."""
    rows = []
    for measure, values in seen.items():
        frequency = Frequency(owned[measure].frequency)
        known = {one.period: one for one in values if one.value is not None}
        for day, one in list(known.items())[:-1]:
            following = Period(frequency, day).shift(1).start
            rows.append((place[owned[measure].owner_id or 0], one.status == Status.OFF_TRACK, following not in known))
    columns = np.array(rows, np.intp).reshape(len(rows), 3).T
    return missing_when_bad(columns[0], columns[1].astype(np.bool_), columns[2].astype(np.bool_), owners=len(place))


def _of_owners(pattern: str, people: list[int], found: PatternResult) -> Iterator[GoalQuestion]:
    for at in np.flatnonzero(found.flagged):
        yield GoalQuestion(people[at], pattern, hits=int(found.hits[at]), of=int(found.n[at]))


def _late_targets(
    owned: Mapping[int, Measure], seen: Mapping[int, list[SeenValue]], since: date, until: date
) -> Iterator[GoalQuestion]:
    """Targets that were eased towards the value known by then, in the last fifth of a period of their measure."""
    targets = dict(Target.objects.filter(measure__in=owned, unit=None).values_list("pk", "measure"))
    entries = Entry.objects.filter(
        table=Target._meta.db_table, operation=Entry.Operation.UPDATE, row__in=targets, at__date__range=(since, until)
    )
    for row, at, before, after in entries.order_by("id").values_list("row", "at", "before", "after"):
        measure, day = owned[targets[row]], day_of(at)
        values = [(before or {}).get("target"), (after or {}).get("target")]
        if None in values or measure.direction not in SIGNS:
            continue
        old, new = (float(value) for value in values)
        period = Period.containing(day, Frequency(measure.frequency))
        known = [one.value for one in seen.get(measure.pk, ()) if one.value is not None and one.period <= period.start]
        share = ((day - period.start).days + 1) / period.days
        is_easier = (new - old) * SIGNS[measure.direction] < 0
        if known and is_easier and share >= LATE_FROM and abs(new - known[-1]) < abs(old - known[-1]):
            said = {"before": old, "after": new, "actual": known[-1]}
            yield GoalQuestion(
                measure.owner_id or 0, "late_target", name=measure.name, code=measure.code, day=day, values=said
            )
