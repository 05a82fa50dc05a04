"""What people are told of signals: the few that matter most, and how many wait for a look."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.wordings import wording
from hoshin.notices.kinds import NoticeKind, OwedRow, OwedRows, OwedThing, day_in
from hoshin.signals.models import Signal
from hoshin.signals.policies import people_reached, waiting_for_look
from hoshin.signals.sentences import sentence_from


def _said(signal: Mapping[str, Any]) -> str:
    return sentence_from(signal)


def _most_pressing(actor: Actor) -> QuerySet[Signal]:
    return waiting_for_look(actor).annotate(decimals=F("measure__decimals")).order_by("-priority", "-pk")


def _waiting(actor: Actor, row: OwedRow) -> OwedThing:
    text = sentence_from({**row, "name": _name(row), "unit_of_measure": row["measure__unit_of_measure"] or ""})
    return OwedThing(
        row["pk"], text, "signal", (row["pk"],), since=day_in(row["first_seen_at"]), version=row["version"]
    )


def _name(row: OwedRow) -> str:
    """What the subject is called, as `sentences.name_of` has it."""
    if row["measure__name"] is None and row["watch_rule__name"] is not None:
        return str(row["watch_rule__name"])
    subject = next((row[name] for name in _SUBJECTS if row[name] is not None), "")
    return (
        f"{subject} ({row['unit__name']})" if row["measure__name"] is not None and row["unit__name"] else str(subject)
    )


_SUBJECTS = ("measure__name", "objective__name", "person__name", "unit__name", "plan__name")
_COLUMNS = (*_SUBJECTS, "watch_rule__name", "measure__unit_of_measure", "decimals", "rule", "direction", "facts")


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
    owing=people_reached,
    rows=OwedRows(_most_pressing, (*_COLUMNS, "first_seen_at", "version"), _waiting),
)
KINDS = (RAISED, HANDED, WAITING)
