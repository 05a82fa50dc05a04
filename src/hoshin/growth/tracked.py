"""How the framework stands in the audit trail."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.tracked import Tracked
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
from hoshin.growth.policies import (
    GrowthRight,
    actions_visible_to,
    assessments_visible_to,
    career_moves_visible_to,
    competencies_visible_to,
    evidence_visible_to,
    expectations_visible_to,
    goal_skills_visible_to,
    job_roles_visible_to,
    plans_visible_to,
)


def _undone_by_the_office(actor: Actor, changes: Sequence[Change]) -> set[int]:
    if not actor.has(GrowthRight.WRITE_FRAMEWORK):
        return set()
    return {change.pk for change in changes if actor.may_see_trail or change.is_by(actor)}


TRACKED = (
    Tracked(
        model=Competency,
        label=_("Competency"),
        named_by=("code", "name"),
        page="competency",
        seen_by=competencies_visible_to,
        undone_by=_undone_by_the_office,
    ),
    Tracked(
        model=JobRole,
        label=_("Role"),
        named_by=("code", "name"),
        page="job_role",
        seen_by=job_roles_visible_to,
        undone_by=_undone_by_the_office,
    ),
    Tracked(
        model=RoleExpectation,
        label=_("Expectation of a role"),
        named_by=("role__code", "competency__code"),
        page="job_role",
        page_by="role__code",
        seen_by=expectations_visible_to,
        undone_by=_undone_by_the_office,
    ),
    Tracked(
        model=CareerMove,
        label=_("Move between roles"),
        named_by=("from_role__code", "to_role__code"),
        page="job_role",
        page_by="from_role__code",
        seen_by=career_moves_visible_to,
        undone_by=_undone_by_the_office,
    ),
    Tracked(
        model=GoalSkill,
        label=_("Skill that a goal needs"),
        named_by=("objective__code", "competency__code"),
        seen_by=goal_skills_visible_to,
        undone_by=None,
    ),
    # Of what is private the trail keeps that it changed, and never what it says.
    Tracked(
        model=SkillAssessment,
        label=_("Assessment of a competency"),
        named_by=("competency__code",),
        seen_by=assessments_visible_to,
        undone_by=None,
        secrets=("level", "reason"),
    ),
    Tracked(
        model=CompetencyEvidence,
        label=_("Evidence of a competency"),
        named_by=("competency__code",),
        seen_by=evidence_visible_to,
        undone_by=None,
        secrets=("text",),
    ),
    Tracked(
        model=DevelopmentPlan,
        label=_("Plan to grow"),
        named_by=("person__name",),
        seen_by=plans_visible_to,
        undone_by=None,
        secrets=("aim", "wanted_role_id"),
    ),
    Tracked(
        model=DevelopmentAction,
        label=_("Step of a plan to grow"),
        named_by=("due_on",),
        page="development_action",
        page_by="pk",
        seen_by=actions_visible_to,
        undone_by=None,
        secrets=("text", "outcome", "cost", "from_level", "to_level"),
    ),
)
