"""Surveys of one's own, and what may be sent."""

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.pulse.library import SURVEYS, Survey, from_kept
from hoshin.pulse.models import Questionnaire
from hoshin.pulse.policies import questionnaires_visible_to


def questionnaire_by_code(actor: Actor, code: str) -> Questionnaire:
    """The survey of one's own of that code. NotFound where there is none."""
    found = questionnaires_visible_to(actor).filter(code=code).first()
    if found is None:
        raise NotFound("survey", code)
    return found


def as_survey(questionnaire: Questionnaire) -> Survey:
    """One's own survey in the form in which those of the library stand."""
    questions = tuple(from_kept(kept) for kept in questionnaire.questions)
    return Survey(questionnaire.code, questionnaire.name, questionnaire.purpose, questions)


def surveys_to_send(actor: Actor) -> dict[str, Survey]:
    """What may be sent, by code: the library, then one's own that ask something."""
    own = [as_survey(one) for one in questionnaires_visible_to(actor) if one.questions]
    return SURVEYS | {survey.code: survey for survey in own}
