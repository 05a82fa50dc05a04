"""Tells people of new signals: of the gravest, five a week at most; of all others the digest tells how many wait.

That somebody was told is kept in the transaction that tells them: after a crash nothing is told twice.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Count

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.notices.models import Notice
from hoshin.notices.services import PieceOfNews, tell_each
from hoshin.signals.kinds import kind_of
from hoshin.signals.models import Signal, SignalDirection, SignalState
from hoshin.signals.notices import RAISED
from hoshin.signals.policies import hr_users_of, office_users
from hoshin.signals.selectors.reading import with_subjects
from hoshin.signals.sentences import kept_facts

MOST_A_WEEK = 5
_WEEK = timedelta(days=7)


def announce_new(actor: Actor) -> int:
    """Tell of everything that stands and was told to nobody yet; how many signals that are. Eight statements."""
    fresh = Signal.objects.filter(state=SignalState.OPEN, told_at=None, folded_under=None)
    # What turned for the better is read where it stands: it asks nothing of anybody.
    fresh = fresh.exclude(direction=SignalDirection.FAVOURABLE)
    rows = [row for row in with_subjects(fresh).order_by("-priority", "pk") if _is_told(row)]
    if not rows:
        return 0
    office = list(office_users())
    told = _told_lately()
    news = []
    for row in rows:
        users = [user for user in _users(row, office) if told[user] < MOST_A_WEEK]
        told.update(users)
        if users:
            facts = {"number": row.pk, "signal": kept_facts(row)}
            news.append(PieceOfNews(tuple(users), row.pk, facts))
    tell_each(actor, RAISED, news)
    Signal.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=clock.now())
    return len(rows)


def _is_told(row: Signal) -> bool:
    kind = kind_of(row.rule)
    return kind is None or kind.is_told


def _users(row: Signal, office: Sequence[int]) -> Sequence[int]:
    person, kind = row.handed_to or row.goes_to, kind_of(row.rule)
    if kind is not None and kind.is_of_heads:
        hr = hr_users_of(row.unit_id) if row.unit_id and row.facts.get("hr") else ()
        return [*([person.user_id] if person and person.user_id else []), *hr]
    if person is None:
        return office
    return [person.user_id] if person.user_id is not None else []


def _told_lately() -> Counter[int]:
    rows = Notice.objects.filter(kind=RAISED.code, created_at__gte=clock.now() - _WEEK).order_by()
    return Counter(dict(rows.values_list("user").annotate(Count("pk"))))
