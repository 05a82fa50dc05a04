"""Rows of growth: the framework, where people stand, what they learn, and where they may go."""

from hoshin.growth.models.framework import (
    HIGHEST_LEVEL,
    LEVELS,
    LONGEST,
    LONGEST_LINE,
    LONGEST_NOTE,
    CareerMove,
    Competency,
    JobRole,
    MoveKind,
    RoleExpectation,
)
from hoshin.growth.models.standing import (
    MOST_COST,
    AssessedBy,
    CompetencyEvidence,
    DevelopmentAction,
    DevelopmentPlan,
    GoalSkill,
    SkillAssessment,
)

__all__ = [
    "HIGHEST_LEVEL",
    "LEVELS",
    "LONGEST",
    "LONGEST_LINE",
    "LONGEST_NOTE",
    "MOST_COST",
    "AssessedBy",
    "CareerMove",
    "Competency",
    "CompetencyEvidence",
    "DevelopmentAction",
    "DevelopmentPlan",
    "GoalSkill",
    "JobRole",
    "MoveKind",
    "RoleExpectation",
    "SkillAssessment",
]
