"""What is asked of surveys: waves, what one still has to answer, and results that may be shown."""

from hoshin.pulse.selectors.comments import (
    CommentTheme,
    ReadComment,
    comment_by_mark,
    comment_of_key,
    comment_themes,
    comments_in,
    talks_waiting,
)
from hoshin.pulse.selectors.named import AnsweredQuestion, answered_questions, named_answers_of, own_named_answer
from hoshin.pulse.selectors.participation import Participation, participation_of
from hoshin.pulse.selectors.plans import PlanCheck, check_of_plan, plan_by_code, plans_of
from hoshin.pulse.selectors.questionnaires import as_survey, questionnaire_by_code, surveys_to_send
from hoshin.pulse.selectors.reports import DriverLine, UnitReport, unit_report
from hoshin.pulse.selectors.results import UnitResults, choices_of, comments_of, results_of
from hoshin.pulse.selectors.waves import (
    Preview,
    completed_of,
    invitations_to_answer,
    languages_of,
    preview_of,
    questions_of,
    still_unanswered,
    survey_in,
    survey_of,
    takes_answers,
    wave_before,
    wave_by_code,
    waves_for,
    waves_over,
    waves_to_remind,
)

__all__ = [
    "AnsweredQuestion",
    "CommentTheme",
    "DriverLine",
    "Participation",
    "PlanCheck",
    "Preview",
    "ReadComment",
    "UnitReport",
    "UnitResults",
    "answered_questions",
    "as_survey",
    "check_of_plan",
    "choices_of",
    "comment_by_mark",
    "comment_of_key",
    "comment_themes",
    "comments_in",
    "comments_of",
    "completed_of",
    "invitations_to_answer",
    "languages_of",
    "named_answers_of",
    "own_named_answer",
    "participation_of",
    "plan_by_code",
    "plans_of",
    "preview_of",
    "questionnaire_by_code",
    "questions_of",
    "results_of",
    "still_unanswered",
    "survey_in",
    "survey_of",
    "surveys_to_send",
    "takes_answers",
    "talks_waiting",
    "unit_report",
    "wave_before",
    "wave_by_code",
    "waves_for",
    "waves_over",
    "waves_to_remind",
]
