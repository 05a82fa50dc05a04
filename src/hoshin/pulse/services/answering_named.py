"""Answering a survey that says that names stand with answers: kept as said, and changed by oneself until it is closed."""

from typing import Any

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.pulse.library import COMMENT, is_asked
from hoshin.pulse.models import NamedAnswer, Wave
from hoshin.pulse.policies import require_invited
from hoshin.pulse.selectors import questions_of
from hoshin.pulse.services.ballot import BallotAnswers, ballot_of


def answer_with_name(actor: Actor, *, wave: Wave, answers: BallotAnswers, comment: str = "") -> NamedAnswer:
    """Keep what the actor answers, by the codes of questions, with their name; what they answered before is replaced.

    Denied: they are not invited, it is closed, or it takes answers without names. Invalid: nothing is answered, or an
    answer lies off its scale.
    """
    invitation = require_invited(actor, wave)
    if not wave.is_named:
        raise Denied(Said("This survey takes answers without names alone."))
    questions = questions_of(wave)
    ballot = ballot_of(questions, answers, comment, True)
    given: dict[str, Any] = {
        one.code: answers[one.code]
        for one in questions
        if is_asked(one, ballot.chosen) and answers.get(one.code) not in (None, "", [], ())
    }
    if comment.strip():
        given[COMMENT] = comment.strip()
    with act(actor, "answer_with_name", name=wave.name):
        if not Wave.objects.filter(pk=wave.pk, closed_on=None).exists():
            raise Denied(Said("This survey is closed: nothing more is taken."))
        said = {"answers": given, "answered_on": clock.today()}
        held = NamedAnswer.objects.select_for_update().filter(wave=wave, person=invitation.person_id).first()
        if held is None:
            return add_row(NamedAnswer(wave=wave, person_id=invitation.person_id, **said))
        return change_row(held, version=None, **said)[0]
