"""Skills that active goals need, and who has them."""

from dataclasses import dataclass

from django.db.models import Q

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.growth.models import Competency, GoalSkill, SkillAssessment
from hoshin.growth.policies import (
    assessments_visible_to,
    goal_skills_of_headed_units,
    people_of_headed_units,
)
from hoshin.org.presence import is_still_here
from hoshin.strategy.models import Objective

MOST = 200


@dataclass(frozen=True, slots=True)
class NeededSkill:
    """A competency that goals need: the highest level of them, how many people reach it, and how many say they have it."""

    competency: Competency
    level: int
    goals: list[Objective]
    reach: int
    have: int

    @property
    def is_missing(self) -> bool:
        return self.reach == 0


def is_active() -> Q:
    """Goals that are not over yet."""
    today = clock.today()
    of_days = Q(objective__due_date=None) | Q(objective__due_date__gte=today)
    return Q(objective__removed_on=None) & of_days


def skills_needed(actor: Actor) -> list[NeededSkill]:
    """What active goals of units that the actor heads need, those that nobody has first. Three queries.

    Levels count as far as the actor may see them: a manager's where there is one, otherwise the person's own.
    """
    rows = goal_skills_of_headed_units(actor).filter(is_active()).select_related("objective", "competency")
    by_competency: dict[int, list[GoalSkill]] = {}
    for row in rows.order_by("competency__name", "objective__code")[:MOST]:
        by_competency.setdefault(row.competency_id, []).append(row)
    if not by_competency:
        return []
    people = {pk: {skill.casefold() for skill in skills} for pk, skills in _people(actor)}
    levels = _levels(actor, list(by_competency), set(people))
    found = [_needed(needs, levels, people) for needs in by_competency.values()]
    return sorted(found, key=lambda one: (not one.is_missing, one.competency.name))


def _people(actor: Actor) -> list[tuple[int, list[str]]]:
    return list(people_of_headed_units(actor).filter(is_still_here()).values_list("pk", "skills"))


def _levels(actor: Actor, competencies: list[int], people: set[int]) -> dict[tuple[int, int], int]:
    """The level that counts by competency and person."""
    found: dict[tuple[int, int], SkillAssessment] = {}
    rows = assessments_visible_to(actor).filter(competency__in=competencies, person__in=people)
    # Of each side the latest counts, and a manager's before one's own.
    for row in rows.order_by("assessed_on", "pk"):
        place = (row.competency_id, row.person_id)
        if place in found and found[place].source == "manager" and row.source == "self":
            continue
        found[place] = row
    return {place: row.level for place, row in found.items()}


def _needed(needs: list[GoalSkill], levels: dict[tuple[int, int], int], people: dict[int, set[str]]) -> NeededSkill:
    competency, level = needs[0].competency, max(row.level for row in needs)
    reach = sum(levels.get((competency.pk, person), 0) >= level for person in people)
    have = sum(competency.name.casefold() in skills for skills in people.values())
    return NeededSkill(competency, level, [row.objective for row in needs], reach, have)
