"""Everything that changes surveys: writing, launching, answering, reminding, closing."""

from hoshin.pulse.services.answering import cast_ballot
from hoshin.pulse.services.answering_named import answer_with_name
from hoshin.pulse.services.ballot import try_ballot
from hoshin.pulse.services.bulk import question_row_problems, upsert_questionnaires, upsert_survey_questions
from hoshin.pulse.services.closing import close_wave
from hoshin.pulse.services.drafting import draft_wave
from hoshin.pulse.services.launching import launch_wave
from hoshin.pulse.services.planning import change_plan, conclude_plan, plan_action
from hoshin.pulse.services.questionnaires import (
    add_questionnaire,
    change_questionnaire,
    move_question,
    remove_question,
    remove_questionnaire,
    set_question,
)
from hoshin.pulse.services.reminding import remind_of_wave
from hoshin.pulse.services.replying import go_on_about_comment, reply_to_comment
from hoshin.pulse.services.scheduling import (
    call_off_wave,
    change_planned_wave,
    draft_planned_wave,
    plan_wave,
    send_planned_now,
    send_planned_wave,
)

__all__ = [
    "add_questionnaire",
    "answer_with_name",
    "call_off_wave",
    "cast_ballot",
    "change_plan",
    "change_planned_wave",
    "change_questionnaire",
    "close_wave",
    "conclude_plan",
    "draft_planned_wave",
    "draft_wave",
    "go_on_about_comment",
    "launch_wave",
    "move_question",
    "plan_action",
    "plan_wave",
    "question_row_problems",
    "remind_of_wave",
    "remove_question",
    "remove_questionnaire",
    "reply_to_comment",
    "send_planned_now",
    "send_planned_wave",
    "set_question",
    "try_ballot",
    "upsert_questionnaires",
    "upsert_survey_questions",
]
