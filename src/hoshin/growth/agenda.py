"""What a 1:1 is to talk about of growth: steps that are due, and those done since the last one."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.base.wordings import period_in_words, wording
from hoshin.growth.policies import SOON, actions_visible_to
from hoshin.org.agenda import AgendaLine, AgendaSource
from hoshin.org.models import Person

MOST = 5


def _steps(actor: Actor, person: Person, since: datetime) -> list[AgendaLine]:
    today = clock.today()
    is_due = Q(done_on=None, due_on__lte=today + SOON) | Q(done_on__gte=clock.day_of(since))
    rows = actions_visible_to(actor).filter(is_due, plan__person=person).order_by("done_on", "due_on", "pk")
    return [
        AgendaLine({"day": str(Period(Frequency.DAILY, done or due))}, (pk,), is_pressing=done is None and due < today)
        for pk, due, done in rows.values_list("pk", "due_on", "done_on")[:MOST]
    ]


SOURCES = (
    AgendaSource(
        "development_steps",
        _("Growth"),
        wording("agenda_development_step", _("A step to grow: %(day)s"), day=period_in_words),
        "development_action",
        _steps,
        order=55,
    ),
)
