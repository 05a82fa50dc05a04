"""What growth brings into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.growth import agenda, notices, policies
from hoshin.growth.finds import FINDS
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
from hoshin.growth.policies import GrowthRight
from hoshin.growth.sheets import SHEETS
from hoshin.growth.tracked import TRACKED
from hoshin.growth.wordings import WORDINGS

_OPEN = policies.OPEN
CARD = Card(
    rights=(Grant(GrowthRight.GROW, CONTRIBUTORS), Grant(GrowthRight.WRITE_FRAMEWORK, OFFICE)),
    notices=notices.KINDS,
    agenda=agenda.SOURCES,
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    finds=FINDS,
    things=(
        Thing("competency", _("Competency"), Competency, policies.competencies_visible_to, _OPEN, named_by="code"),
        Thing("job_role", _("Role"), JobRole, policies.job_roles_visible_to, _OPEN, named_by="code"),
        Thing("role_expectation", _("Expectation of a role"), RoleExpectation, policies.expectations_visible_to, _OPEN),
        Thing("career_move", _("Move between roles"), CareerMove, policies.career_moves_visible_to, _OPEN),
        Thing(
            "skill_assessment",
            _("Assessment of a competency"),
            SkillAssessment,
            policies.assessments_visible_to,
            policies.PRIVATE,
            whose=("person",),
        ),
        Thing(
            "competency_evidence",
            _("Evidence of a competency"),
            CompetencyEvidence,
            policies.evidence_visible_to,
            policies.PRIVATE,
            whose=("person",),
        ),
        Thing(
            "development_plan",
            _("Plan to grow"),
            DevelopmentPlan,
            policies.plans_visible_to,
            policies.PRIVATE,
            whose=("person",),
        ),
        Thing(
            "development_action",
            _("Step of a plan to grow"),
            DevelopmentAction,
            policies.actions_visible_to,
            policies.TO_ACTIONS,
            whose=("plan__person",),
        ),
        Thing(
            "goal_skill",
            _("Skill that a goal needs"),
            GoalSkill,
            policies.goal_skills_visible_to,
            policies.TO_GOAL_SKILLS,
        ),
    ),
)
