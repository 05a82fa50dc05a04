"""Finds the framework, where people stand in it, and where they may go."""

from hoshin.growth.selectors.framework import (
    Expected,
    ShownRole,
    career_move_by_number,
    competency_by_code,
    expected_of,
    job_role_by_code,
    role_of,
    roles_expecting,
    shown_role,
)
from hoshin.growth.selectors.moves import MadeMove, moves_made
from hoshin.growth.selectors.needs import NeededSkill, skills_needed
from hoshin.growth.selectors.standing import (
    NextRole,
    PersonStanding,
    RoleGap,
    SkillShown,
    SkillStanding,
    action_by_number,
    evidence_by_number,
    person_growing,
    person_growing_by_number,
    standing_of,
    what_shows,
)

__all__ = [
    "Expected",
    "MadeMove",
    "NeededSkill",
    "NextRole",
    "PersonStanding",
    "RoleGap",
    "ShownRole",
    "SkillShown",
    "SkillStanding",
    "action_by_number",
    "career_move_by_number",
    "competency_by_code",
    "evidence_by_number",
    "expected_of",
    "job_role_by_code",
    "moves_made",
    "person_growing",
    "person_growing_by_number",
    "role_of",
    "roles_expecting",
    "shown_role",
    "skills_needed",
    "standing_of",
    "what_shows",
]
