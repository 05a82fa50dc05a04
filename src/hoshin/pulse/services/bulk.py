"""Surveys of one's own and their questions, many at once by their codes: what an import calls."""

from collections.abc import Iterator, Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.errors import Invalid, Problem
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, upsert
from hoshin.base.wordings import Said
from hoshin.pulse.library import SurveyQuestion, as_kept, from_kept
from hoshin.pulse.models import Questionnaire
from hoshin.pulse.policies import PulseRight
from hoshin.pulse.rows import QuestionnaireRow, SurveyQuestionRow, question_of_row
from hoshin.pulse.services.questionnaires import as_asked, means_the_same, question_problems


def upsert_questionnaires(actor: Actor, rows: Sequence[QuestionnaireRow]) -> Outcome:
    """Create surveys of one's own, or call them otherwise; their questions stay."""
    _require(actor)
    with act(actor, "upsert_surveys", count=len(rows)):
        known = by_code(Questionnaire, [row.code for row in rows])
        wanted: list[tuple[Questionnaire | None, dict[str, Any]]] = []
        for row in rows:
            held, values = known.get(row.code.casefold()), row._asdict()
            wanted.append((held, values if held is None else {"name": row.name, "purpose": row.purpose}))
        return upsert(Questionnaire, wanted).outcome


def upsert_survey_questions(actor: Actor, rows: Sequence[SurveyQuestionRow]) -> Outcome:
    """Put questions into their places; those that no row names stay. Invalid names all that does not fit."""
    _require(actor)
    if problems := [problem for _at, problem in question_row_problems(rows)]:
        raise Invalid(problems)
    with act(actor, "upsert_survey_questions", count=len(rows)):
        known = by_code(Questionnaire, [row.survey for row in rows])
        wanted: list[tuple[Questionnaire | None, dict[str, Any]]] = []
        for survey in dict.fromkeys(row.survey.casefold() for row in rows):
            placed = _placed(known[survey].questions, [row for row in rows if row.survey.casefold() == survey])
            wanted.append((known[survey], {"questions": [as_kept(question) for question, _at in placed]}))
        return upsert(Questionnaire, wanted).outcome


def question_row_problems(rows: Sequence[SurveyQuestionRow]) -> Iterator[tuple[int, Problem]]:
    """What is wrong with surveys as they will stand with these rows, with the place of the row from 0."""
    known = by_code(Questionnaire, [row.survey for row in rows])
    for survey in dict.fromkeys(row.survey.casefold() for row in rows):
        own = [(at, row) for at, row in enumerate(rows) if row.survey.casefold() == survey]
        held = known[survey].questions if survey in known else []
        before = {kept["code"]: from_kept(kept) for kept in held}
        earlier: dict[str, SurveyQuestion] = {}
        for question, at in _placed(held, [row for _at, row in own]):
            if at is not None:
                for problem in question_problems(question, earlier):
                    yield own[at][0], problem
                if question.code in before and not means_the_same(before[question.code], question):
                    said = Said("This question was asked in other words: with these it is another question.")
                    remedy = "Give it another code, so that no change is told between the two."
                    yield own[at][0], Problem(said, field="question", value=question.code, remedy=remedy)
            earlier[question.code] = question


def _placed(
    held: Sequence[dict[str, Any]], rows: Sequence[SurveyQuestionRow]
) -> list[tuple[SurveyQuestion, int | None]]:
    """All questions of a survey in their order, each with the row that says it; None: it stands there already."""
    named = {row.question for row in rows}
    stays = [(at, 1, from_kept(kept), None) for at, kept in enumerate(held, 1) if kept["code"] not in named]
    given = [(row.place, 0, as_asked(question_of_row(row)), at) for at, row in enumerate(rows)]
    ordered = sorted([*stays, *given], key=lambda one: one[:2])
    return [(question, at) for _place, _rank, question, at in ordered]


def _require(actor: Actor) -> None:
    require(actor, Right.IMPORT)
    require(actor, PulseRight.RUN)
