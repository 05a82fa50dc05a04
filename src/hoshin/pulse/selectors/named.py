"""Answers with names, as whoever may read them reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.org.relations import is_self
from hoshin.pulse.library import COMMENT, QuestionKind, Survey, SurveyQuestion
from hoshin.pulse.models import NamedAnswer, Wave
from hoshin.pulse.policies import named_answers_visible_to


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question and what was answered, in words; the comment at the end has no question."""

    text: str
    answer: str


def named_answers_of(actor: Actor, wave: Wave) -> QuerySet[NamedAnswer]:
    """Those of a wave that the actor may read, by name."""
    return named_answers_visible_to(actor).filter(wave=wave).select_related("person").order_by("person__name", "pk")


def own_named_answer(actor: Actor, wave: Wave) -> NamedAnswer | None:
    """What the actor answered with their name."""
    return named_answers_visible_to(actor).filter(is_self(actor, "person"), wave=wave).first()


def answered_questions(survey: Survey, answers: Mapping[str, Any]) -> list[AnsweredQuestion]:
    """What was answered, in the order of the questions."""
    found = [
        AnsweredQuestion(str(one.text), _in_words(one, answers[one.code]))
        for one in survey.questions
        if one.code in answers
    ]
    return [*found, AnsweredQuestion("", str(answers[COMMENT]))] if COMMENT in answers else found


def _in_words(question: SurveyQuestion, answer: Any) -> str:
    if question.kind == QuestionKind.TEXT:
        return str(answer)
    choices, first = question.choices(), 0 if question.options else question.kind.low
    return ", ".join(choices[place - first] for place in (answer if isinstance(answer, list) else [answer]))
