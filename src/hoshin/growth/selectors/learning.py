"""The catalogue, what of it to offer somebody, and who is due for what is mandatory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.base.words import codes_near, holds
from hoshin.growth.assembly import LearningOption, best_options
from hoshin.growth.learning_policies import (
    has_valid_record,
    holds_today,
    people_who_must_learn,
    requests_to_decide,
    seats_of,
)
from hoshin.growth.models import (
    Competency,
    GoalSkill,
    LearningItem,
    LearningRecord,
    LearningRequest,
    LearningSession,
    LearningSkill,
)
from hoshin.growth.policies import (
    assessments_visible_to,
    goal_skills_visible_to,
    learning_items_visible_to,
    learning_records_visible_to,
    learning_requests_visible_to,
    learning_sessions_visible_to,
    learning_skills_visible_to,
    people_whose_growth_is_seen,
)
from hoshin.growth.selectors.needs import is_active
from hoshin.growth.selectors.standing import PersonStanding
from hoshin.org.models import Person
from hoshin.org.relations import is_self
from hoshin.scorecards.selectors import sight_of
from hoshin.strategy.models import Objective, Plan

LEAST_RECORDS, FIRST_DUE = 5, 8


@dataclass(frozen=True, slots=True)
class ShownSession:
    """A session that is to come, how many of its seats are taken, and how many people wait for one."""

    row: LearningSession
    taken: int
    waiting: int

    @property
    def left(self) -> int:
        return max(self.row.seats - self.taken, 0)


@dataclass(frozen=True, slots=True)
class SkillChange:
    """What an entry changed: mean levels before and after, of so many people the reader sees; None of fewer than five."""

    competency: Competency
    people: int
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class MandatoryLine:
    """Something mandatory among people whose growth the reader sees: how many, how many are valid, the first who are due."""

    item: LearningItem
    people: int
    valid: int
    due: Sequence[Person]

    @property
    def share(self) -> float | None:
        return self.valid / self.people if self.people else None

    @property
    def more(self) -> int:
        """How many are due beside those that are named."""
        return self.people - self.valid - len(self.due)


def learning_listed(actor: Actor, text: str = "", competency: Competency | None = None) -> QuerySet[LearningItem]:
    """What is offered, by name; of a competency what helps with it."""
    rows = learning_items_visible_to(actor).filter(is_offered=True).order_by("name", "pk")
    if text:
        rows = rows.filter(holds(text))
    return rows.filter(skills__competency=competency) if competency else rows


def learning_item_by_code(actor: Actor, code: str) -> LearningItem:
    """The entry of that code. NotFound, with codes that look like it."""
    rows = learning_items_visible_to(actor).select_related("requires", "mandatory_in", "measure")
    row = rows.filter(code__iexact=code.strip()).first()
    if row is None:
        raise NotFound("entry", code, known=codes_near(learning_items_visible_to(actor), code))
    return row


def learning_item_called(actor: Actor, name: str) -> LearningItem | None:
    """The entry of exactly that name, in whatever case; None where none has it, or more than one."""
    rows = list(learning_items_visible_to(actor).filter(name__iexact=name.strip()).order_by("pk")[:2])
    return rows[0] if len(rows) == 1 else None


def skills_of_item(actor: Actor, item: LearningItem) -> list[LearningSkill]:
    """To which levels it helps."""
    return list(learning_skills_visible_to(actor).filter(item=item).select_related("competency"))


def levels_helped(actor: Actor, items: Collection[int]) -> dict[int, list[tuple[str, int]]]:
    """Of many entries: codes of competencies, each with the level to which it helps. One query."""
    found: dict[int, list[tuple[str, int]]] = {pk: [] for pk in items}
    rows = learning_skills_visible_to(actor).filter(item__in=items).order_by("competency__code")
    for item, code, level in rows.values_list("item", "competency__code", "to_level"):
        found[item].append((code, level))
    return found


def sessions_counted(actor: Actor, items: Collection[int]) -> dict[int, int]:
    """Of many entries: how many sessions are to come. One query."""
    rows = learning_sessions_visible_to(actor).filter(item__in=items, starts_on__gte=clock.today()).order_by()
    counted = dict(rows.values_list("item").annotate(count=Count("pk")))
    return {pk: counted.get(pk, 0) for pk in items}


def sessions_to_come(actor: Actor, item: LearningItem) -> list[ShownSession]:
    """Those of an entry that begin today or later, with the seats that are taken. Two queries."""
    rows = list(
        learning_sessions_visible_to(actor).filter(item=item, starts_on__gte=clock.today()).select_related("host")
    )
    seats = seats_of([row.pk for row in rows])
    return [ShownSession(row, *seats[row.pk]) for row in rows]


def session_by_number(actor: Actor, pk: int) -> LearningSession:
    """The session of that number. NotFound where there is none."""
    row = learning_sessions_visible_to(actor).select_related("item").filter(pk=pk).first()
    if row is None:
        raise NotFound("session", str(pk))
    return row


def learning_request_by_number(actor: Actor, pk: int) -> LearningRequest:
    """A request that the actor sees. NotFound otherwise."""
    row = learning_requests_visible_to(actor).select_related("person", "item", "session").filter(pk=pk).first()
    if row is None:
        raise NotFound("request", str(pk))
    return row


def own_requests(actor: Actor) -> list[LearningRequest]:
    """What the actor asked for."""
    rows = learning_requests_visible_to(actor).filter(is_self(actor, "person"))
    return list(rows.select_related("item", "session", "decided_by")[:50])


def requests_waiting(actor: Actor) -> list[LearningRequest]:
    """What waits for the actor's decision."""
    return list(requests_to_decide(actor).select_related("person", "item", "session").order_by("asked_on", "pk")[:50])


def records_of(actor: Actor, person: Person) -> list[LearningRecord]:
    """What a person learnt, the latest first."""
    return list(learning_records_visible_to(actor).filter(person=person).select_related("item")[:100])


def changes_by(actor: Actor, item: LearningItem) -> list[SkillChange]:
    """Of each competency that an entry helps with: where people stood before and after, among those the actor sees.

    Before is the level that counted on the day on which it was done, after the latest that was said on a later day; a
    manager's counts before one's own, and whoever lacks either is not counted. Three queries.
    """
    done = dict(
        learning_records_visible_to(actor).filter(item=item).order_by("-done_on").values_list("person", "done_on")
    )
    skills = skills_of_item(actor, item)
    levels: dict[tuple[int, int, bool], int] = {}
    rows = assessments_visible_to(actor).filter(competency__in=[one.competency_id for one in skills], person__in=done)
    # "self" sorts behind "manager": read the other way round, a manager's latest level overwrites one's own.
    for row in rows.order_by("-source", "assessed_on", "pk"):
        levels[row.competency_id, row.person_id, row.assessed_on > done[row.person_id]] = row.level
    return [_change(one.competency, done, levels) for one in skills]


def _change(
    competency: Competency, people: Collection[int], levels: Mapping[tuple[int, int, bool], int]
) -> SkillChange:
    pairs = [
        (levels[competency.pk, person, False], levels[competency.pk, person, True])
        for person in people
        if (competency.pk, person, False) in levels and (competency.pk, person, True) in levels
    ]
    if len(pairs) < LEAST_RECORDS:
        return SkillChange(competency, len(pairs), None, None)
    before, after = (sum(side) / len(pairs) for side in zip(*pairs, strict=True))
    return SkillChange(competency, len(pairs), before, after)


def learning_for(actor: Actor, standing: PersonStanding) -> list[LearningOption]:
    """Three entries to offer somebody, each because of a gap and perhaps for a goal of theirs.

    A gap counts where one's role, an active goal of one's own or the first next role wants a level above; a goal brings its
    share of the plan. The role and what comes next bring none, so that they come after goals.
    """
    wanted = _wanted(actor, standing)
    rows = learning_skills_visible_to(actor).filter(item__is_offered=True, competency__in=wanted)
    done = set(
        learning_records_visible_to(actor).filter(holds_today(), person=standing.person).values_list("item", flat=True)
    )
    options = []
    for row in rows.select_related("item", "competency").order_by("pk"):
        level, objective, share = wanted[row.competency_id]
        stands = standing.levels.get(row.competency_id)
        if row.item_id not in done and row.to_level > (stands or 0):
            options.append(LearningOption(row.item, row.competency, stands, level, objective, share))
    return best_options(options)


def mandatory_listed(actor: Actor) -> QuerySet[LearningItem]:
    """What is mandatory for somebody, by name."""
    rows = learning_items_visible_to(actor).filter(is_mandatory=True, is_offered=True)
    return rows.select_related("mandatory_in").order_by("name", "pk")


def mandatory_lines(actor: Actor, items: Sequence[LearningItem]) -> list[MandatoryLine]:
    """Mandatory entries among the people whose growth the actor sees; of those who are due the first few.

    Three queries, however many entries: who must learn them is counted at once, and who is due is read at once.
    """
    seen = people_whose_growth_is_seen(actor)
    counts, due = {}, list[Any]()
    for item in items:
        must = Exists(people_who_must_learn(item).filter(pk=OuterRef("pk")))
        holds = has_valid_record(item)
        counts[f"must_{item.pk}"] = Count("pk", filter=Q(must))
        counts[f"valid_{item.pk}"] = Count("pk", filter=Q(must) & Q(holds))
        late = people_who_must_learn(item).filter(~holds, pk__in=seen.order_by().values("pk"))
        due.append(late.order_by("name", "pk").annotate(item=Value(item.pk)).values_list("item", "pk")[:FIRST_DUE])
    if not items:
        return []
    counted = seen.aggregate(**counts)
    pairs = list(due[0].union(*due[1:], all=True))
    people = seen.in_bulk([pk for _item, pk in pairs])
    found = []
    for item in items:
        named = [people[pk] for at, pk in pairs if at == item.pk and pk in people]
        named.sort(key=lambda one: (one.name, one.pk))
        found.append(MandatoryLine(item, counted[f"must_{item.pk}"], counted[f"valid_{item.pk}"], named))
    return [line for line in found if line.people]


def _wanted(actor: Actor, standing: PersonStanding) -> dict[int, tuple[int, Objective | None, float]]:
    """By competency with a gap, which is none where nobody said the level: the level that is wanted, the goal that wants it,
    and its share of the plan."""
    found: dict[int, tuple[int, Objective | None, float]] = {}
    for next_role in standing.next_roles[:1]:
        for gap in (one for one in next_role.gaps if one.level is not None):
            found[gap.expected.competency.pk] = (gap.expected.level, None, 0.0)
    for one in standing.skills:
        if one.gap and one.expected is not None:
            found[one.competency.pk] = (one.expected, None, 0.0)

    def is_below(row: GoalSkill) -> bool:
        level = standing.levels.get(row.competency_id)
        return level is not None and level < row.level

    rows = goal_skills_visible_to(actor).filter(is_active(), objective__owner=standing.person)
    needs = [row for row in rows.select_related("objective") if is_below(row)]
    by_plan: dict[int, set[int]] = {}
    for row in needs:
        by_plan.setdefault(row.objective.plan_id, set()).add(row.objective_id)
    shares = _shares(actor, by_plan)
    for row in needs:
        share = shares.get(row.objective_id, 0.0)
        if row.competency_id not in found or share >= found[row.competency_id][2]:
            found[row.competency_id] = (row.level, row.objective, share)
    return found


def _shares(actor: Actor, by_plan: dict[int, set[int]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for plan in Plan.objects.filter(pk__in=by_plan):
        found |= {pk: sight.whole for pk, sight in sight_of(actor, plan, by_plan[plan.pk]).items()}
    return found
