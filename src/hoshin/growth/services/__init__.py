"""Everything that changes growth."""

from hoshin.growth.services.bulk import (
    upsert_career_moves,
    upsert_competencies,
    upsert_expectations,
    upsert_job_roles,
)
from hoshin.growth.services.framework import (
    add_competency,
    add_job_role,
    change_competency,
    change_job_role,
    remove_career_move,
    remove_competency,
    remove_job_role,
    set_career_move,
)
from hoshin.growth.services.planning import (
    add_development_action,
    change_development_action,
    finish_development_action,
    remove_development_action,
    set_aim,
    set_goal_skill,
)
from hoshin.growth.services.standing import add_evidence, assess_skills, remove_evidence
from hoshin.growth.services.starting import bring_starter_framework

__all__ = [
    "add_competency",
    "add_development_action",
    "add_evidence",
    "add_job_role",
    "assess_skills",
    "bring_starter_framework",
    "change_competency",
    "change_development_action",
    "change_job_role",
    "finish_development_action",
    "remove_career_move",
    "remove_competency",
    "remove_development_action",
    "remove_evidence",
    "remove_job_role",
    "set_aim",
    "set_career_move",
    "set_goal_skill",
    "upsert_career_moves",
    "upsert_competencies",
    "upsert_expectations",
    "upsert_job_roles",
]
