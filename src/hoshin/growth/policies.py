"""Who reads and writes what of growth.

The framework is open to everybody, and the office's to write. Where somebody stands, their evidence and their plan are
read by themself, by the managers above them and by HR of their unit, and written by the first two; a mentor reads the
steps with which they help. No role opens any of it, neither the office's nor an administrator's.
"""

from datetime import timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.base import clock
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.growth.models import (
    CareerMove,
    Competency,
    CompetencyEvidence,
    DevelopmentAction,
    DevelopmentPlan,
    GoalSkill,
    JobRole,
    RoleExpectation,
    SkillAssessment,
)
from hoshin.org.models import Person
from hoshin.org.relations import heads_unit, is_hr_of_unit, is_manager, is_self, is_unit_head
from hoshin.org.selectors import person_of
from hoshin.strategy.models import Objective

SOON = timedelta(days=14)


class GrowthRight(StrEnum):
    GROW = "say where one stands and plan how to grow"
    WRITE_FRAMEWORK = "write competencies, roles and career moves"


def _is_of_oneself(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}person")


def _is_of_a_report(actor: Actor, path: str) -> Q:
    return is_manager(actor, f"{path}person")


def _is_of_ones_unit(actor: Actor, path: str) -> Q:
    return is_hr_of_unit(actor, f"{path}person")


def _is_a_step_of_oneself(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}plan__person")


def _is_a_step_of_a_report(actor: Actor, path: str) -> Q:
    return is_manager(actor, f"{path}plan__person")


def _is_a_step_in_ones_unit(actor: Actor, path: str) -> Q:
    return is_hr_of_unit(actor, f"{path}plan__person")


def _is_helped_by_oneself(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}mentor")


def _is_of_a_seen_goal(actor: Actor, path: str) -> Q:
    return opened("objective", actor, f"{path}objective__")


OPEN = (Opening(Relation.EVERYONE, every),)
PRIVATE = (
    Opening(Relation.SELF, _is_of_oneself),
    Opening(Relation.MANAGER, _is_of_a_report),
    Opening(Relation.HR_OF_UNIT, _is_of_ones_unit),
)
TO_ACTIONS = (
    Opening(Relation.SELF, _is_a_step_of_oneself),
    Opening(Relation.MANAGER, _is_a_step_of_a_report),
    Opening(Relation.HR_OF_UNIT, _is_a_step_in_ones_unit),
    Opening(Relation.NAMED, _is_helped_by_oneself),
)
TO_GOAL_SKILLS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _is_of_a_seen_goal))


def competencies_visible_to(actor: Actor) -> QuerySet[Competency]:
    """All of them: what is expected of people is no secret."""
    return visible(Competency.objects.all(), "competency", actor)


def job_roles_visible_to(actor: Actor) -> QuerySet[JobRole]:
    """All of them."""
    return visible(JobRole.objects.all(), "job_role", actor)


def expectations_visible_to(actor: Actor) -> QuerySet[RoleExpectation]:
    """All of them."""
    return visible(RoleExpectation.objects.all(), "role_expectation", actor)


def career_moves_visible_to(actor: Actor) -> QuerySet[CareerMove]:
    """All of them."""
    return visible(CareerMove.objects.all(), "career_move", actor)


def assessments_visible_to(actor: Actor) -> QuerySet[SkillAssessment]:
    """Of oneself, of whoever reports to the actor at whatever distance, and of units of which the actor is HR."""
    return visible(SkillAssessment.objects.all(), "skill_assessment", actor)


def evidence_visible_to(actor: Actor) -> QuerySet[CompetencyEvidence]:
    """As assessments are."""
    return visible(CompetencyEvidence.objects.all(), "competency_evidence", actor)


def plans_visible_to(actor: Actor) -> QuerySet[DevelopmentPlan]:
    """As assessments are."""
    return visible(DevelopmentPlan.objects.all(), "development_plan", actor)


def actions_visible_to(actor: Actor) -> QuerySet[DevelopmentAction]:
    """As assessments are, and those with which the actor helps."""
    return visible(DevelopmentAction.objects.all(), "development_action", actor)


def goal_skills_visible_to(actor: Actor) -> QuerySet[GoalSkill]:
    """What objectives need that the actor sees."""
    return visible(GoalSkill.objects.all(), "goal_skill", actor)


def people_whose_growth_is_seen(actor: Actor) -> QuerySet[Person]:
    """Of whom the actor sees where they stand: the condition of what is private here, asked of people themselves."""
    return Person.objects.filter(is_self(actor, "") | is_manager(actor, "") | is_hr_of_unit(actor, ""))


def may_write_growth_of(actor: Actor, person: Person) -> bool:
    """Oneself, and the managers above."""
    rows = Person.objects.filter(is_self(actor, "") | is_manager(actor, ""), pk=person.pk)
    return actor.has(GrowthRight.GROW) and rows.exists()


def require_may_write_growth_of(actor: Actor, person: Person) -> Person:
    """The person that the actor is, who may write of this person's growth; `Denied` for anybody else."""
    require(actor, GrowthRight.GROW)
    own = person_of(actor)
    if own is None or not may_write_growth_of(actor, person):
        raise Denied(Said("Where somebody stands is written by themself and by the managers above them."))
    return own


def goals_whose_skills_are_written_by(actor: Actor) -> QuerySet[Objective]:
    """Objectives of which the actor says what they need: their owner, the managers above, heads of the unit, the office."""
    rows = Objective.objects.filter(opened("objective", actor))
    if actor.has(Right.EDIT_PLAN):
        return rows
    if not actor.has(GrowthRight.GROW):
        return rows.none()
    return rows.filter(is_self(actor, "owner") | is_manager(actor, "owner") | heads_unit(actor, "unit"))


def goal_skills_of_headed_units(actor: Actor) -> QuerySet[GoalSkill]:
    """What goals need that belong to units that the actor heads, or to people there, as far as the actor sees them."""
    of_unit = heads_unit(actor, "objective__unit") | is_unit_head(actor, "objective__owner")
    return goal_skills_visible_to(actor).filter(of_unit | is_self(actor, "objective__owner"))


def people_of_headed_units(actor: Actor) -> QuerySet[Person]:
    """Who works in units that the actor heads, and the actor."""
    return Person.objects.filter(is_unit_head(actor, "") | is_self(actor, ""))


def actions_due(actor: Actor) -> QuerySet[DevelopmentAction]:
    """Steps of the actor's own plan that are not done and due within two weeks."""
    own = actions_visible_to(actor).filter(is_self(actor, "plan__person"))
    return own.filter(done_on=None, due_on__lte=clock.today() + SOON)


def users_with_actions_due() -> QuerySet[Person, int]:
    """The numbers of the users who have such a step."""
    due = DevelopmentAction.objects.filter(done_on=None, due_on__lte=clock.today() + SOON)
    return Person.objects.filter(pk__in=due.values("plan__person"), user__is_active=True).values_list("user", flat=True)
