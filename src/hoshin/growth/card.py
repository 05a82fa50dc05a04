"""What growth brings into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.growth import agenda, notices, policies
from hoshin.growth.evidence import EVIDENCE
from hoshin.growth.finds import FINDS
from hoshin.growth.jobs import COUNT
from hoshin.growth.models import (
    CareerMove,
    CaseItem,
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
from hoshin.growth.personal_data import PERSONAL_DATA
from hoshin.growth.policies import GrowthRight
from hoshin.growth.sheets import SHEETS
from hoshin.growth.tracked import TRACKED
from hoshin.growth.wordings import WORDINGS

_OPEN = policies.OPEN
CARD = Card(
    personal_data=PERSONAL_DATA,
    evidence=EVIDENCE,
    rights=(Grant(GrowthRight.GROW, CONTRIBUTORS), Grant(GrowthRight.WRITE_FRAMEWORK, OFFICE)),
    notices=notices.KINDS,
    agenda=agenda.SOURCES,
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    finds=FINDS,
    jobs=(COUNT,),
    things=(
        Thing("competency", _("Competency"), Competency, policies.competencies_visible_to, _OPEN, named_by="code"),
        Thing("job_role", _("Role"), JobRole, policies.job_roles_visible_to, _OPEN, named_by="code"),
        Thing("role_expectation", _("Expectation of a role"), RoleExpectation, policies.expectations_visible_to, _OPEN),
        Thing("career_move", _("Move between roles"), CareerMove, policies.career_moves_visible_to, _OPEN),
        Thing(
            "learning_item",
            _("Entry of the catalogue"),
            LearningItem,
            policies.learning_items_visible_to,
            _OPEN,
            named_by="code",
        ),
        Thing(
            "learning_skill", _("What an entry helps with"), LearningSkill, policies.learning_skills_visible_to, _OPEN
        ),
        Thing("learning_session", _("Session"), LearningSession, policies.learning_sessions_visible_to, _OPEN),
        Thing(
            "learning_request",
            _("Request to learn"),
            LearningRequest,
            policies.learning_requests_visible_to,
            policies.PRIVATE,
            whose=("person",),
        ),
        Thing(
            "learning_record",
            _("Record of learning"),
            LearningRecord,
            policies.learning_records_visible_to,
            policies.PRIVATE,
            whose=("person",),
        ),
        Thing(
            "promotion_case",
            _("Promotion"),
            PromotionCase,
            policies.promotion_cases_visible_to,
            policies.TO_CASES,
            whose=("person",),
        ),
        Thing(
            "case_item",
            _("What speaks for or against a promotion"),
            CaseItem,
            policies.case_items_visible_to,
            policies.TO_CASE_ITEMS,
        ),
        Thing(
            "critical_role",
            _("Critical role"),
            CriticalRole,
            policies.critical_roles_visible_to,
            policies.TO_CRITICAL_ROLES,
        ),
        Thing("successor", _("Who could follow"), Successor, policies.successors_visible_to, policies.TO_SUCCESSORS),
        Thing("internal_opening", _("Opening"), InternalOpening, policies.openings_visible_to, _OPEN, named_by="code"),
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
