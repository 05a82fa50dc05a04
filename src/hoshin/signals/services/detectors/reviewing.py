"""Writers of reviews for whom forms pile up, from counts and days alone: what stands in a form is not read."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hoshin.audit.models import Entry
from hoshin.base import clock
from hoshin.checkins.lines import active_people
from hoshin.reviews.models import CycleState, FormState, ReviewForm
from hoshin.reviews.questions import ReviewSource
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.models import SignalDirection
from hoshin.signals.rules_of_people import REVIEW_BOTTLENECK

# Whoever joined later is still finding out where things are.
SETTLED_AFTER = timedelta(days=30)


@dataclass(slots=True)
class _Writer:
    """What waits for somebody: since when, and in which cycles."""

    days: list[float] = field(default_factory=list)
    cycles: list[str] = field(default_factory=list)

    @property
    def wait(self) -> float:
        """Half of what waits has done so for as many days or longer; 0 where nothing waits."""
        return median(self.days) if self.days else 0.0


def look_at_reviewers(look: Look) -> Iterator[RuleSaid]:
    """Writers for whom more waits, or for longer, than for others. Two statements."""
    if look.measures is None and look.is_on(REVIEW_BOTTLENECK.code):
        yield _judged(look)


def _judged(look: Look) -> RuleSaid:
    cuts = look.cuts(REVIEW_BOTTLENECK.code)
    writers = _writers()
    settled = _settled(look)
    most = cuts["share"] * len(writers)
    waits = sorted(writer.wait for writer in writers.values())
    found, unknown = list[SignalFinding](), set[SubjectKey]()
    for person, writer in sorted(writers.items()):
        if person not in settled:
            unknown.add(SubjectKey(person=person))
            continue
        as_slow = len(waits) - bisect_left(waits, writer.wait)
        if len(writer.days) > cuts["forms"]:
            found.append(_finding(person, writer, {"most": cuts["forms"]}))
        elif writer.wait > cuts["days"] and as_slow <= most:
            found.append(_finding(person, writer, {"limit": cuts["days"], "writers": len(writers)}))
    return look.judged(REVIEW_BOTTLENECK.code, found, unknown)


def _writers() -> dict[int, _Writer]:
    """Everybody who was asked to write about somebody else in a cycle that runs."""
    found = defaultdict[int, _Writer](_Writer)
    now = clock.now()
    rows = _asked().annotate(since=Coalesce(Subquery(_last_change()), F("created_at")))
    for person, state, code, since in rows.values_list("by", "state", "cycle__code", "since"):
        writer = found[person]
        if state == FormState.OPEN:
            writer.days.append(_days(since, now))
            writer.cycles.append(code)
    return dict(found)


def _asked() -> QuerySet[ReviewForm]:
    rows = ReviewForm.objects.filter(cycle__state=CycleState.WRITING, state__in=(FormState.OPEN, FormState.DONE))
    return rows.exclude(source=ReviewSource.SELF).order_by("cycle__write_until", "pk")


def _last_change() -> QuerySet[Entry, Any]:
    """When a form became somebody's to write: it was handed out, agreed to, or given to them, and not touched since."""
    entries = Entry.objects.filter(table=ReviewForm._meta.db_table, row=OuterRef("pk")).order_by("-id")
    return entries.values("change__at")[:1]


def _settled(look: Look) -> set[int]:
    joined = Q(start_date=None) | Q(start_date__lte=look.today - SETTLED_AFTER)
    return set(active_people().filter(joined).values_list("pk", flat=True))


def _days(since: datetime, now: datetime) -> float:
    return max((now - since) / timedelta(days=1), 0.0)


def _finding(person: int, writer: _Writer, compared: Mapping[str, float]) -> SignalFinding:
    facts = {"count": len(writer.days), "days": int(writer.wait), "code": writer.cycles[0], **compared}
    return SignalFinding(SubjectKey(person=person), SignalDirection.ADVERSE, REVIEW_BOTTLENECK.severity, facts)
