"""Who reads and writes what of growth.

The framework is open to everybody, and the office's to write. Where somebody stands, their evidence and their plan are
read by themself, by the managers above them and by HR of their unit, and written by the first two; a mentor reads the
steps with which they help. No role opens any of it, neither the office's nor an administrator's.
"""

from datetime import timedelta
from enum import StrEnum

from django.db.models import Case, F, Q, QuerySet, When

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.base import clock
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.growth.models import (
    DECIDED,
    CareerMove,
    CaseItem,
    CaseState,
    Competency,
    CompetencyEvidence,
    CriticalRole,
    DevelopmentAction,
    DevelopmentPlan,
    GoalSkill,
    InternalOpening,
    JobRole,
    LearningItem,
    LearningRecord,
    LearningRequest,
    LearningSession,
    LearningSkill,
    PromotionCase,
    RoleExpectation,
    SkillAssessment,
    Successor,
)
from hoshin.org.models import Person, Unit
from hoshin.org.presence import is_still_here
from hoshin.org.relations import heads_unit, is_hr_of_unit, is_hr_over_unit, is_manager, is_self, is_unit_head
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


def _is_decided_on_oneself(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}person") & Q(**{f"{path}state__in": DECIDED})


def _is_of_a_seen_case(actor: Actor, path: str) -> Q:
    return opened("promotion_case", actor, f"{path}case__")


def _is_another(actor: Actor, path: str) -> Q:
    return Q(**{f"{path}holder": None}) | ~is_self(actor, f"{path}holder")


def _is_in_a_headed_unit(actor: Actor, path: str) -> Q:
    return heads_unit(actor, f"{path}unit") & _is_another(actor, path)


def _is_held_by_a_report(actor: Actor, path: str) -> Q:
    return is_manager(actor, f"{path}holder")


def _is_in_a_unit_of_hr(actor: Actor, path: str) -> Q:
    return is_hr_over_unit(actor, f"{path}unit") & _is_another(actor, path)


def _is_of_a_seen_role_and_another(actor: Actor, path: str) -> Q:
    return opened("critical_role", actor, f"{path}role__") & ~is_self(actor, f"{path}person")


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
TO_CASES = (
    Opening(Relation.MANAGER, _is_of_a_report),
    Opening(Relation.HR_OF_UNIT, _is_of_ones_unit),
    Opening(Relation.SELF, _is_decided_on_oneself),
)
TO_CASE_ITEMS = (Opening(Relation.THROUGH, _is_of_a_seen_case),)
TO_CRITICAL_ROLES = (
    Opening(Relation.UNIT_HEAD, _is_in_a_headed_unit),
    Opening(Relation.MANAGER, _is_held_by_a_report),
    Opening(Relation.HR_OF_UNIT, _is_in_a_unit_of_hr),
)
TO_SUCCESSORS = (Opening(Relation.THROUGH, _is_of_a_seen_role_and_another),)
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


def people_of_ones_hr(actor: Actor) -> QuerySet[Person]:
    """Who works now in units of which the actor is HR."""
    return Person.objects.filter(is_still_here(), is_hr_of_unit(actor, ""))


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


def learning_items_visible_to(actor: Actor) -> QuerySet[LearningItem]:
    """The whole catalogue."""
    return visible(LearningItem.objects.all(), "learning_item", actor)


def learning_skills_visible_to(actor: Actor) -> QuerySet[LearningSkill]:
    """What each entry helps with."""
    return visible(LearningSkill.objects.all(), "learning_skill", actor)


def learning_sessions_visible_to(actor: Actor) -> QuerySet[LearningSession]:
    """When each entry is held."""
    return visible(LearningSession.objects.all(), "learning_session", actor)


def learning_requests_visible_to(actor: Actor) -> QuerySet[LearningRequest]:
    """As assessments are."""
    return visible(LearningRequest.objects.all(), "learning_request", actor)


def learning_records_visible_to(actor: Actor) -> QuerySet[LearningRecord]:
    """As assessments are."""
    return visible(LearningRecord.objects.all(), "learning_record", actor)


def promotion_cases_visible_to(actor: Actor) -> QuerySet[PromotionCase]:
    """Of whoever reports to the actor at whatever distance, of units of which the actor is HR; one's own once decided."""
    return visible(PromotionCase.objects.all(), "promotion_case", actor)


def case_items_visible_to(actor: Actor) -> QuerySet[CaseItem]:
    """What speaks for and against in cases that the actor sees."""
    return visible(CaseItem.objects.all(), "case_item", actor)


def critical_roles_visible_to(actor: Actor) -> QuerySet[CriticalRole]:
    """Of units that the actor heads, or is HR of, and of people below them; never of oneself."""
    return visible(CriticalRole.objects.all(), "critical_role", actor)


def successors_visible_to(actor: Actor) -> QuerySet[Successor]:
    """Of critical roles that the actor sees, but for the actor."""
    return visible(Successor.objects.all(), "successor", actor)


def openings_visible_to(actor: Actor) -> QuerySet[InternalOpening]:
    """All of them."""
    return visible(InternalOpening.objects.all(), "internal_opening", actor)


def may_propose(actor: Actor, person: Person) -> bool:
    """The managers above a person propose a promotion, decide on it, and write what speaks for and against."""
    return actor.has(GrowthRight.GROW) and Person.objects.filter(is_manager(actor, ""), pk=person.pk).exists()


def require_may_propose(actor: Actor, person: Person) -> Person:
    """The person that the actor is, who manages this one. `Denied` for anybody else."""
    own = person_of(actor)
    if own is None or not may_propose(actor, person):
        raise Denied(Said("Promotions are proposed and decided by the managers above."))
    return own


def may_decide_case(actor: Actor, case: PromotionCase) -> bool:
    """Whether the actor may decide on a promotion: a manager above, and not the one who proposed it."""
    own = person_of(actor)
    return own is not None and case.opened_by_id != own.pk and may_propose(actor, case.person)


def cases_to_decide(actor: Actor) -> QuerySet[PromotionCase]:
    """Promotions up for discussion of which the actor is the nearest manager above who did not propose them."""
    nearest = is_self(actor, "person__manager") & ~is_self(actor, "opened_by")
    next_above = is_self(actor, "person__manager__manager") & Q(opened_by=F("person__manager"))
    return PromotionCase.objects.filter(nearest | next_above, state=CaseState.DISCUSSED)


def users_with_cases_to_decide() -> QuerySet[Person, int]:
    """The numbers of the users whom `cases_to_decide` asks."""
    proposed = When(opened_by=F("person__manager"), then=F("person__manager__manager"))
    decider = Case(proposed, default=F("person__manager"))
    rows = PromotionCase.objects.filter(state=CaseState.DISCUSSED).annotate(decider=decider).values("decider")
    return Person.objects.filter(pk__in=rows, user__is_active=True).values_list("user", flat=True)


def units_of_successions(actor: Actor) -> QuerySet[Unit]:
    """Units of whose critical roles the actor writes: those that they head, and those of which they are HR."""
    return Unit.objects.filter(heads_unit(actor, "pk") | is_hr_over_unit(actor, "pk"))


def may_write_succession(actor: Actor, role: CriticalRole) -> bool:
    """Whoever sees a critical role because of its unit writes who could follow."""
    units = units_of_successions(actor).order_by().values("pk")
    return critical_roles_visible_to(actor).filter(pk=role.pk, unit__in=units).exists()


def require_may_write_succession(actor: Actor, unit: Unit, role: CriticalRole | None = None) -> None:
    """`Denied` unless the actor heads the unit or is HR of it, and the role is not their own."""
    is_theirs = units_of_successions(actor).filter(pk=unit.pk).exists()
    if not is_theirs or (role is not None and not may_write_succession(actor, role)):
        raise Denied(Said("Who could follow is written by heads of the unit and above, and by HR of it."))


def may_post_anywhere(actor: Actor) -> bool:
    """Whether there is a unit whose openings the actor posts."""
    return actor.has(GrowthRight.WRITE_FRAMEWORK) or units_of_successions(actor).exists()


def may_post(actor: Actor, unit: Unit) -> bool:
    """Heads of a unit and above, HR of it, and the office post its openings."""
    return actor.has(GrowthRight.WRITE_FRAMEWORK) or units_of_successions(actor).filter(pk=unit.pk).exists()
