"""The catalogue, what of it to offer somebody, and who is due for what is mandatory."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.base.words import codes_near, holds
from hoshin.growth.assembly import LearningOption, best_options
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
    has_valid_record,
    learning_items_visible_to,
    learning_records_visible_to,
    learning_requests_visible_to,
    learning_sessions_visible_to,
    learning_skills_visible_to,
    people_who_must_learn,
    people_whose_growth_is_seen,
    requests_to_decide,
    seats_taken,
)
from hoshin.growth.selectors.needs import is_active
from hoshin.growth.selectors.standing import PersonStanding
from hoshin.org.models import Person
from hoshin.org.relations import is_self
from hoshin.scorecards.selectors import sight_of
from hoshin.strategy.models import Objective, Plan

LEAST_RECORDS, MOST_DUE = 5, 100


@dataclass(frozen=True, slots=True)
class ShownSession:
    """A session that is to come, and how many of its seats are taken."""

    row: LearningSession
    taken: int

    @property
    def left(self) -> int:
        return max(self.row.seats - self.taken, 0)


@dataclass(frozen=True, slots=True)
class SkillChange:
    """What an entry changed: mean levels before and after, of so many people the reader sees; None of fewer than five."""

    people: int
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class MandatoryLine:
    """Something mandatory among the people whose growth the reader sees: how many, how many are valid, who is due."""

    item: LearningItem
    people: int
    valid: int
    due: Sequence[Person]

    @property
    def share(self) -> float | None:
        return self.valid / self.people if self.people else None


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


def skills_of_item(actor: Actor, item: LearningItem) -> list[LearningSkill]:
    """To which levels it helps."""
    return list(learning_skills_visible_to(actor).filter(item=item).select_related("competency"))


def sessions_to_come(actor: Actor, item: LearningItem) -> list[ShownSession]:
    """Those of an entry that begin today or later, with the seats that are taken. Two queries."""
    rows = list(learning_sessions_visible_to(actor).filter(item=item, starts_on__gte=clock.today()))
    taken = seats_taken([row.pk for row in rows])
    return [ShownSession(row, taken[row.pk]) for row in rows]


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


def change_by(actor: Actor, item: LearningItem) -> SkillChange:
    """Where people stood before and after, among those the actor sees of whom both is known. Two queries."""
    skill = learning_skills_visible_to(actor).filter(item=item).order_by("pk").first()
    known = learning_records_visible_to(actor).filter(item=item, level_before__isnull=False)
    done = {pk: (day, before) for pk, day, before in known.values_list("person", "done_on", "level_before")}
    if skill is None or not done:
        return SkillChange(0, None, None)
    after: dict[int, int] = {}
    later = assessments_visible_to(actor).filter(competency=skill.competency_id, person__in=done)
    for row in later.order_by("-source", "assessed_on", "pk"):
        if row.assessed_on > done[row.person_id][0]:
            after[row.person_id] = row.level
    if len(after) < LEAST_RECORDS:
        return SkillChange(len(after), None, None)
    before = [done[pk][1] or 0 for pk in after]
    return SkillChange(len(after), sum(before) / len(before), sum(after.values()) / len(after))


def learning_for(actor: Actor, standing: PersonStanding) -> list[LearningOption]:
    """Three entries to offer somebody, each because of a gap and perhaps for a goal of theirs.

    A gap counts where one's role, an active goal of one's own or the first next role wants a level above; a goal brings its
    share of the plan. The role and what comes next bring none, so that they come after goals.
    """
    wanted = _wanted(actor, standing)
    rows = learning_skills_visible_to(actor).filter(item__is_offered=True, competency__in=wanted)
    done = set(
        learning_records_visible_to(actor)
        .filter(person=standing.person, expires_on=None)
        .values_list("item", flat=True)
    )
    options = []
    for row in rows.select_related("item", "competency").order_by("pk"):
        level, objective, share = wanted[row.competency_id]
        stands = standing.levels.get(row.competency_id)
        if row.item_id not in done and row.to_level > (stands or 0):
            options.append(LearningOption(row.item, row.competency, stands, level, objective, share))
    return best_options(options)


def mandatory_lines(actor: Actor) -> list[MandatoryLine]:
    """Each mandatory entry among the people whose growth the actor sees. Two queries for each of a few entries."""
    found = []
    seen = people_whose_growth_is_seen(actor).order_by().values("pk")
    items = learning_items_visible_to(actor).filter(is_mandatory=True, is_offered=True).order_by("name", "pk")
    for item in items.select_related("mandatory_in")[:4]:
        people = people_who_must_learn(item).filter(pk__in=seen).annotate(is_valid=has_valid_record(item))
        counts = people.aggregate(all=Count("pk"), valid=Count("pk", filter=Q(is_valid=True)))
        due = list(people.filter(is_valid=False).order_by("name", "pk")[:MOST_DUE])
        found.append(MandatoryLine(item, counts["all"], counts["valid"], due))
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
