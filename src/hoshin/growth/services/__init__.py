"""Everything that changes growth."""

from hoshin.growth.services.bulk import (
    upsert_career_moves,
    upsert_competencies,
    upsert_expectations,
    upsert_job_roles,
    upsert_learning,
    upsert_learning_records,
)
from hoshin.growth.services.counting import record_mandatory_shares
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
from hoshin.growth.services.learning import (
    add_learning_item,
    change_learning_item,
    remove_learning_item,
)
from hoshin.growth.services.planning import (
    add_development_action,
    change_development_action,
    finish_development_action,
    remove_development_action,
    set_aim,
    set_goal_skill,
)
from hoshin.growth.services.promoting import (
    add_case_item,
    decide_case,
    discuss_case,
    open_promotion_case,
    remove_case_item,
    say_of_case,
)
from hoshin.growth.services.recording import record_learning
from hoshin.growth.services.requesting import (
    ask_to_learn,
    decide_on_request,
    withdraw_request,
)
from hoshin.growth.services.sessions import (
    add_learning_session,
    change_learning_session,
    choose_session,
    keep_attendance,
    remove_learning_session,
)
from hoshin.growth.services.standing import add_evidence, assess_skills, remove_evidence
from hoshin.growth.services.starting import bring_starter_framework
from hoshin.growth.services.succeeding import (
    add_critical_role,
    change_critical_role,
    change_opening,
    post_opening,
    remove_critical_role,
    remove_opening,
    remove_successor,
    set_successor,
)

__all__ = [
    "add_case_item",
    "add_competency",
    "add_critical_role",
    "add_development_action",
    "add_evidence",
    "add_job_role",
    "add_learning_item",
    "add_learning_session",
    "ask_to_learn",
    "assess_skills",
    "bring_starter_framework",
    "change_competency",
    "change_critical_role",
    "change_development_action",
    "change_job_role",
    "change_learning_item",
    "change_learning_session",
    "change_opening",
    "choose_session",
    "decide_case",
    "decide_on_request",
    "discuss_case",
    "finish_development_action",
    "keep_attendance",
    "open_promotion_case",
    "post_opening",
    "record_learning",
    "record_mandatory_shares",
    "remove_career_move",
    "remove_case_item",
    "remove_competency",
    "remove_critical_role",
    "remove_development_action",
    "remove_evidence",
    "remove_job_role",
    "remove_learning_item",
    "remove_learning_session",
    "remove_opening",
    "remove_successor",
    "say_of_case",
    "set_aim",
    "set_career_move",
    "set_goal_skill",
    "set_successor",
    "upsert_career_moves",
    "upsert_competencies",
    "upsert_expectations",
    "upsert_job_roles",
    "upsert_learning",
    "upsert_learning_records",
    "withdraw_request",
]
