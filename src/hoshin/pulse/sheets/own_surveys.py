"""Sheets own_surveys and survey_questions: surveys of one's own as they are written, never what was answered."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, whole
from hoshin.pulse.library import LANGUAGES, SURVEYS, QuestionKind
from hoshin.pulse.policies import questionnaires_visible_to
from hoshin.pulse.rows import QuestionnaireRow, SurveyQuestionRow, row_of_question
from hoshin.pulse.services import question_row_problems, upsert_questionnaires, upsert_survey_questions
from hoshin.pulse.services.questionnaires import LONGEST_TEXT, MOST_QUESTIONS


def _stored_surveys(actor: Actor) -> Iterator[QuestionnaireRow]:
    for values in questionnaires_visible_to(actor).order_by("pk").values_list(*QuestionnaireRow._fields):
        yield QuestionnaireRow(*values)


def _stored_questions(actor: Actor) -> Iterator[SurveyQuestionRow]:
    for survey, questions in questionnaires_visible_to(actor).order_by("pk").values_list("code", "questions"):
        for place, kept in enumerate(questions, 1):
            yield row_of_question(survey, place, kept)


def _check_surveys(draft: Draft, book: Book) -> Iterator[Problem]:
    """A code can stand in an address, and is none of the library."""
    for at, row in enumerate(draft.rows):
        if at not in draft.faulty and not row.code.replace("-", "").replace("_", "").isalnum():
            message, remedy = "This code cannot stand in an address.", "Write letters, digits, - and _ alone."
            yield draft.problem(at, "code", row.code, message, remedy)
        elif folded_code(row.code) in SURVEYS:
            message, remedy = (
                "This is the code of a survey of the library.",
                "Choose another: the library stays as it is.",
            )
            yield draft.problem(at, "code", row.code, message, remedy)


def _check_questions(draft: Draft, book: Book) -> Iterator[Problem]:
    """Each survey is sound as a whole, as it will stand."""
    sound = [at for at in range(len(draft.rows)) if at not in draft.faulty]
    for at, problem in question_row_problems([draft.rows[at] for at in sound]):
        yield draft.problem(sound[at], problem.field, problem.value, problem.message, problem.remedy)


OWN_SURVEYS = Sheet(
    "own_surveys",
    "own survey",
    (
        Column("code", ColumnKind.CODE, required=True, longest=40),
        Column("name", required=True, longest=200),
        Column("purpose", longest=500),
    ),
    ("code",),
    QuestionnaireRow,
    stored=_stored_surveys,
    check=_check_surveys,
    finish=lambda actor, draft, book: upsert_questionnaires(actor, draft.new_rows()) if draft.new_rows() else None,
    examples=({"code": "CANTEEN", "name": "Lunch", "purpose": "Whether the canteen stays"},),
)
SURVEY_QUESTIONS = Sheet(
    "survey_questions",
    "question of a survey",
    (
        code("survey", "own_surveys", required=True),
        Column("question", ColumnKind.CODE, required=True, longest=40),
        whole("place", 1, MOST_QUESTIONS, 1),
        choice("kind", [kind.value for kind in QuestionKind], QuestionKind.SCALE.value),
        Column("driver", longest=40),
        Column("topic", longest=60),
        Column("is_reversed", ColumnKind.YES_NO, default=False),
        *(Column(f"text_{one}", longest=LONGEST_TEXT) for one in LANGUAGES),
        *(Column(f"options_{one}", ColumnKind.TEXT, longest=5_000) for one in LANGUAGES),
        *(Column(f"section_{one}", longest=120) for one in LANGUAGES),
        Column("only_if", longest=40),
        Column("only_if_options", ColumnKind.LIST, longest=3),
    ),
    ("survey", "question"),
    SurveyQuestionRow,
    after="own_surveys",
    stored=_stored_questions,
    check=_check_questions,
    finish=lambda actor, draft, book: upsert_survey_questions(actor, draft.new_rows()) if draft.new_rows() else None,
    examples=(
        {"survey": "CANTEEN", "question": "eat", "place": 1, "kind": "choice", "text_en": "Where do you eat?",
         "options_en": "At home\nCanteen"},
        {"survey": "CANTEEN", "question": "quiet", "place": 2, "kind": "scale", "topic": "Quiet",
         "text_en": "It is quiet there.", "only_if": "eat", "only_if_options": "2"},
    ),
)  # fmt: skip
