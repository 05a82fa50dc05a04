"""Surveys as answers of the search: those that ask oneself lead to their questions, others to what came of them."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Answers, Finds, nearest, nearest_by_name
from hoshin.pulse.policies import questionnaires_visible_to, waves_to_answer, waves_visible_to


def _asked(actor: Actor, text: str, limit: int) -> list[Answers]:
    return nearest(waves_to_answer(actor), "survey_asked", text, limit)


def _others(actor: Actor, text: str, limit: int) -> list[Answers]:
    others = waves_visible_to(actor).exclude(pk__in=waves_to_answer(actor).order_by().values("pk"))
    return nearest(others, "survey", text, limit)


def _own(actor: Actor, text: str, limit: int) -> list[Answers]:
    return nearest(questionnaires_visible_to(actor), "questionnaire", text, limit)


FINDS = (
    Finds("survey_asked", _("Surveys that ask you"), 24, _asked, "survey_answer", first=nearest_by_name),
    Finds("survey", _("Surveys"), 25, _others, "survey", first=nearest_by_name),
    Finds("questionnaire", _("Own surveys"), 26, _own, "questionnaire", first=nearest_by_name),
)
