"""Where a person stands: each competency as both sides see it, beside what their role and the next ones expect."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from hoshin.accounts.access import Actor
from hoshin.base.clock import day_of
from hoshin.base.errors import NotFound
from hoshin.feedback.models import Feedback
from hoshin.feedback.policies import feedback_visible_to
from hoshin.growth.models import (
    AssessedBy,
    CareerMove,
    Competency,
    CompetencyEvidence,
    DevelopmentAction,
    DevelopmentPlan,
    JobRole,
    SkillAssessment,
)
from hoshin.growth.policies import (
    actions_visible_to,
    assessments_visible_to,
    career_moves_visible_to,
    competencies_visible_to,
    evidence_visible_to,
    people_whose_growth_is_seen,
    plans_visible_to,
)
from hoshin.growth.selectors.framework import Expected, expected_of, role_of
from hoshin.org.models import Person

MOST_NEXT, APART, FEW = 3, 2, 2_000


@dataclass(frozen=True, slots=True)
class SkillStanding:
    """A competency of a person: the level that their role expects, the latest levels of both sides, and when it was last
    shown by evidence or feedback that the reader sees."""

    competency: Competency
    expected: int | None
    own: SkillAssessment | None
    above: SkillAssessment | None
    shown_on: date | None

    @property
    def level(self) -> int | None:
        """The level that counts: a manager's where there is one, otherwise one's own; None where nobody said."""
        counting = self.above or self.own
        return counting.level if counting else None

    @property
    def gap(self) -> int | None:
        """How many levels are missing; 0 where none, None where nothing is expected or nobody said."""
        if self.expected is None or self.level is None:
            return None
        return max(self.expected - self.level, 0)

    @property
    def is_apart(self) -> bool:
        """Whether both sides see it two levels apart or more: something to talk about."""
        return self.own is not None and self.above is not None and abs(self.own.level - self.above.level) >= APART


@dataclass(frozen=True, slots=True)
class RoleGap:
    """A competency that a next role expects above where one stands; `level` is None where nobody said."""

    expected: Expected
    level: int | None

    @property
    def size(self) -> int:
        return self.expected.level - (self.level or 0)


@dataclass(frozen=True, slots=True)
class NextRole:
    """A role to which one may move, with what is missing; `met`: how many of its expectations are reached."""

    move: CareerMove
    gaps: list[RoleGap]
    met: int
    of: int


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """All of it. `other_skills`: those of the person that no competency is called by."""

    person: Person
    role: JobRole | None
    skills: list[SkillStanding]
    other_skills: list[str]
    next_roles: list[NextRole]
    plan: DevelopmentPlan | None
    actions: list[DevelopmentAction] = field(default_factory=list)

    @property
    def levels(self) -> dict[int, int | None]:
        """The level that counts by the number of the competency."""
        return {one.competency.pk: one.level for one in self.skills}


@dataclass(frozen=True, slots=True)
class SkillShown:
    """What shows a competency: cited evidence, or feedback that was given on the skill, as far as the reader may read it."""

    competency: Competency
    evidence: CompetencyEvidence | None = None
    feedback: Feedback | None = None

    @property
    def day(self) -> date:
        if self.evidence is not None:
            return self.evidence.seen_on
        assert self.feedback is not None
        assert self.feedback.given_at is not None
        return day_of(self.feedback.given_at)


def person_growing(actor: Actor, employee_id: str) -> Person:
    """The person of that employee id, if the actor sees where they stand. NotFound otherwise: not even that it is hidden."""
    rows = people_whose_growth_is_seen(actor).select_related("unit", "manager")
    person = rows.filter(employee_id__iexact=employee_id.strip()).first()
    if person is None:
        raise NotFound("person", employee_id)
    return person


def person_growing_by_number(actor: Actor, pk: int) -> Person:
    """The same by the number of the person."""
    person = people_whose_growth_is_seen(actor).filter(pk=pk).first()
    if person is None:
        raise NotFound("person", str(pk))
    return person


def action_by_number(actor: Actor, pk: int) -> DevelopmentAction:
    """A step that the actor sees. NotFound otherwise."""
    related = ("plan__person", "competency", "mentor", "objective")
    row = actions_visible_to(actor).select_related(*related).filter(pk=pk).first()
    if row is None:
        raise NotFound("step", str(pk))
    return row


def evidence_by_number(actor: Actor, pk: int) -> CompetencyEvidence:
    """Evidence that the actor sees. NotFound otherwise."""
    row = evidence_visible_to(actor).select_related("person").filter(pk=pk).first()
    if row is None:
        raise NotFound("evidence", str(pk))
    return row


def standing_of(actor: Actor, person: Person, *, levels_alone: bool = False) -> PersonStanding:
    """Where a person stands, as far as the actor may see it. Nine queries; five for levels and roles alone."""
    role = role_of(actor, person)
    moves = _moves_from(actor, role)
    expected = expected_of(actor, [one.pk for one in [role, *(move.to_role for move in moves)] if one is not None])
    of_role = {one.competency.pk: one.level for one in expected[role.pk]} if role else {}
    sides = latest_assessments(actor, person)
    every = {row.pk: row for row in competencies_visible_to(actor).order_by("area", "name", "pk")}
    has = {skill.casefold(): skill for skill in person.skills}
    shown = {} if levels_alone else _last_shown(actor, person, every)
    skills = [
        SkillStanding(
            row,
            of_role.get(pk),
            sides.get((pk, AssessedBy.SELF.value)),
            sides.get((pk, AssessedBy.MANAGER.value)),
            shown.get(pk),
        )
        for pk, row in every.items()
        if pk in of_role or pk in shown or row.name.casefold() in has or any(place[0] == pk for place in sides)
    ]
    levels = {one.competency.pk: one.level for one in skills}
    named = {row.name.casefold() for row in every.values()}
    next_roles = [_next(move, expected[move.to_role_id], levels) for move in moves]
    others = [skill for folded, skill in has.items() if folded not in named]
    if levels_alone:
        return PersonStanding(person, role, skills, others, next_roles, None)
    plan = plans_visible_to(actor).filter(person=person).select_related("wanted_role").first()
    actions = actions_visible_to(actor).filter(plan__person=person).select_related("competency", "mentor")
    steps = list(actions.order_by("done_on", "due_on", "pk"))
    return PersonStanding(person, role, skills, others, next_roles, plan, steps)


def what_shows(actor: Actor, person: Person) -> list[SkillShown]:
    """Evidence and feedback on skills, the latest first, as far as the actor may read each of them. Three queries."""
    cited = evidence_visible_to(actor).filter(person=person).select_related("competency", "by", "recognition__giver")
    found = [SkillShown(row.competency, evidence=row) for row in cited]
    by_name = {row.name.casefold(): row for row in competencies_visible_to(actor)}
    told = feedback_visible_to(actor).filter(receiver=person, given_at__isnull=False).exclude(skill="")
    for row in told.select_related("giver").order_by("-given_at")[:100]:
        competency = by_name.get(row.skill.casefold())
        if competency is not None:
            found.append(SkillShown(competency, feedback=row))
    return sorted(found, key=lambda one: one.day, reverse=True)


def _moves_from(actor: Actor, role: JobRole | None) -> list[CareerMove]:
    """Two or three next roles: upward first."""
    if role is None:
        return []
    moves = career_moves_visible_to(actor).filter(from_role=role).select_related("to_role")
    return sorted(moves, key=lambda move: (move.kind != "upward", move.pk))[:MOST_NEXT]


def latest_assessments(actor: Actor, person: Person) -> dict[tuple[int, str], SkillAssessment]:
    """The latest of each side by the number of the competency and the side, as far as the actor sees them. One query."""
    rows = assessments_visible_to(actor).filter(person=person).order_by("assessed_on", "pk")
    return {(row.competency_id, row.source): row for row in rows}


def levels_of(actor: Actor, person: Person) -> dict[int, int]:
    """The level that counts by the number of the competency: a manager's where there is one, otherwise one's own."""
    sides = latest_assessments(actor, person)
    # "self" sorts behind "manager", which therefore overwrites it.
    ordered = sorted(sides.items(), key=lambda one: one[0][1], reverse=True)
    return {competency: row.level for (competency, _source), row in ordered}


def levels_by_person(
    actor: Actor, people: Collection[int], competencies: Collection[int] | None = None
) -> dict[int, dict[int, int]]:
    """The level that counts of people by competency (None: of all), as far as the actor sees it. One query."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = assessments_visible_to(actor)
    if competencies is not None:
        rows = rows.filter(competency__in=competencies)
    # Few are looked up one by one; to name very many costs more than to read all and leave the others.
    if len(people) <= FEW:
        rows = rows.filter(person__in=people)
    # "manager" sorts before "self": of each pair the first row counts.
    rows = rows.order_by("person", "competency", "source", "-assessed_on", "-pk").distinct("person", "competency")
    for person, competency, level in rows.values_list("person", "competency", "level"):
        if person in people:
            found[person][competency] = level
    return found


def _last_shown(actor: Actor, person: Person, every: Mapping[int, Competency]) -> dict[int, date]:
    found: dict[int, date] = {}
    for pk, day in evidence_visible_to(actor).filter(person=person).values_list("competency", "seen_on"):
        found[pk] = max(day, found.get(pk, day))
    by_name = {row.name.casefold(): pk for pk, row in every.items()}
    told = feedback_visible_to(actor).filter(receiver=person, given_at__isnull=False).exclude(skill="")
    for skill, given in told.values_list("skill", "given_at"):
        number = by_name.get(skill.casefold())
        if number is not None and given is not None:
            found[number] = max(day_of(given), found.get(number, day_of(given)))
    return found


def _next(move: CareerMove, expected: list[Expected], levels: Mapping[int, int | None]) -> NextRole:
    gaps = [RoleGap(one, levels.get(one.competency.pk)) for one in expected]
    missing = sorted((gap for gap in gaps if gap.size > 0), key=lambda gap: -gap.size)
    return NextRole(move, missing, len(expected) - len(missing), len(expected))
