"""What a 1:1 may talk about by itself: feedback that somebody received, for those who may read it, and recognition.

A line names neither the giver nor a word: who takes it over into the shared agenda decides how much they tell.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.clock import day_of
from hoshin.base.periods import Frequency, Period
from hoshin.base.wordings import period_in_words, wording
from hoshin.feedback.policies import feedback_visible_to
from hoshin.feedback.selectors import recognitions_listed
from hoshin.org.agenda import AgendaLine, AgendaSource
from hoshin.org.models import Person

MOST = 5


def _feedback(actor: Actor, person: Person, since: datetime) -> list[AgendaLine]:
    rows = feedback_visible_to(actor).filter(receiver=person, given_at__gte=since).order_by("-given_at", "-pk")
    found = rows.values_list("pk", "given_at")[:MOST]
    return [AgendaLine({"day": _day(given)}, (number,)) for number, given in found if given is not None]


def _recognition(actor: Actor, person: Person, since: datetime) -> list[AgendaLine]:
    rows = recognitions_listed(actor, person=person).filter(given_at__gte=since)[:MOST]
    return [AgendaLine({"giver": row.giver.name}, (row.pk,)) for row in rows]


def _day(instant: datetime) -> str:
    return str(Period(Frequency.DAILY, day_of(instant)))


SOURCES = (
    AgendaSource(
        "feedback_received",
        _("Feedback"),
        wording("agenda_feedback", _("Feedback of %(day)s"), day=period_in_words),
        "feedback_one",
        _feedback,
        order=60,
    ),
    AgendaSource(
        "recognised",
        _("Recognition"),
        wording("agenda_recognised", _("Recognised by %(giver)s")),
        "recognition_one",
        _recognition,
        order=65,
    ),
)
