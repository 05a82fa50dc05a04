"""What people are told of signals: the few that matter most, and how many wait for a look."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.clock import day_of
from hoshin.base.wordings import wording
from hoshin.notices.kinds import NoticeKind, OwedFacts, OwedThing
from hoshin.signals.policies import people_reached, waiting_for_look
from hoshin.signals.selectors.reading import with_subjects
from hoshin.signals.sentences import sentence_from, sentence_of


def _said(signal: Mapping[str, Any]) -> str:
    return sentence_from(signal)


def _waiting(actor: Actor) -> OwedFacts | None:
    count = waiting_for_look(actor).count()
    return {"count": count} if count else None


def _first_waiting(actor: Actor, most: int) -> list[OwedThing]:
    rows = with_subjects(waiting_for_look(actor)).order_by("-priority", "-pk")[:most]
    return [
        OwedThing(row.pk, sentence_of(row), "signal", (row.pk,), since=day_of(row.first_seen_at), version=row.version)
        for row in rows
    ]


RAISED = NoticeKind(
    "signal_raised",
    _("A signal that matters most to you, five a week at most"),
    wording("signal_raised", _("%(signal)s"), signal=_said),
    "signal",
    ("number",),
    about="signal",
)
HANDED = NoticeKind(
    "signal_handed",
    _("A signal that is handed to you"),
    wording("signal_handed", _("%(by)s hands you a signal: %(signal)s"), signal=_said),
    "signal",
    ("number",),
    about="signal",
)
WAITING = NoticeKind(
    "signals_waiting",
    _("Signals that wait for a look of yours"),
    wording(
        "signals_waiting",
        _("%(count)s signals wait for a look of yours"),
        of_one=_("One signal waits for a look of yours"),
    ),
    "signals",
    owed=_waiting,
    owing=people_reached,
    owed_first=_first_waiting,
    rests_on=waiting_for_look,
)
KINDS = (RAISED, HANDED, WAITING)
