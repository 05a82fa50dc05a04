"""What a 1:1 is to talk about of check-ins: what somebody said of their goals since, and what stands in their way."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.wordings import wording
from hoshin.checkins.models import CheckIn, Confidence
from hoshin.checkins.policies import blockers_visible_to, check_ins_visible_to
from hoshin.org.agenda import AgendaLine, AgendaSource
from hoshin.org.models import Person

_MOST = 30
_SHOWN = 160


def _said(actor: Actor, person: Person, since: datetime) -> list[AgendaLine]:
    """The latest word on each key result of theirs, of what they said since. One query."""
    rows = check_ins_visible_to(actor).filter(objective__owner=person, written_at__gte=since)
    rows = rows.exclude(note="", why="", confidence=None).select_related("objective", "measure")
    latest: dict[int, CheckIn] = {}
    for row in rows.order_by("-checked_on", "-pk")[: 5 * _MOST]:
        latest.setdefault(row.measure_id, row)
    return [_line(row) for row in list(latest.values())[:_MOST]]


def _line(row: CheckIn) -> AgendaLine:
    facts: dict[str, object] = {"measure": row.measure.name}
    if row.note or row.why:
        facts["note"] = (row.note or row.why)[:_SHOWN]
    if row.confidence is not None:
        facts["confidence"] = row.confidence
    return AgendaLine(facts, (row.objective.code,))


def _in_the_way(actor: Actor, person: Person, since: datetime) -> list[AgendaLine]:
    """What stands in the way of their goals, answered or not; and what was raised to them and waits for their answer."""
    theirs = Q(objective__owner=person) | Q(raised_to=person, answered_at=None)
    rows = blockers_visible_to(actor).filter(theirs, cleared_at=None).select_related("objective")
    return [
        AgendaLine(
            {"goal": row.objective.name, "text": row.text[:_SHOWN]},
            (row.objective.code,),
            is_pressing=row.answered_at is None,
        )
        for row in rows[:_MOST]
    ]


def _confidence(number: int) -> str:
    return str(Confidence(number).label)


CHECK_INS = AgendaSource(
    "check_ins",
    _("Check-ins"),
    wording(
        "check_ins",
        _("%(measure)s: %(note)s (%(confidence)s)"),
        _("%(measure)s: %(note)s"),
        _("%(measure)s: the target is %(confidence)s to be met"),
        confidence=_confidence,
    ),
    "objective",
    _said,
    order=15,
)
BLOCKERS = AgendaSource(
    "blockers",
    _("What stands in the way"),
    wording("blockers", _("%(goal)s: %(text)s")),
    "objective",
    _in_the_way,
    order=5,
)
AGENDA = (BLOCKERS, CHECK_INS)
