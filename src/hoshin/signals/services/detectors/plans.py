"""Plans that nobody touched, and plans with more goals than were ever finished."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hoshin.audit.models import Entry
from hoshin.base import clock
from hoshin.base.clock import day_of
from hoshin.checkins.models import CheckIn
from hoshin.commentary.models import Commentary
from hoshin.measures.models import Actual
from hoshin.okrs.models import CycleResult
from hoshin.okrs.selectors.gaps import active_goals
from hoshin.scorecards.models import Node
from hoshin.signals.catalogue import TOO_LARGE, UNTOUCHED
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.models import SignalDirection
from hoshin.strategy.models import Objective, Plan

FINISHED_FROM = 0.7


def look_at_plans(look: Look) -> Iterator[RuleSaid]:
    """What is worth a word of whole plans; a few statements for each."""
    if look.measures is not None:
        return
    if look.is_on(UNTOUCHED.code):
        yield look.judged(UNTOUCHED.code, list(_untouched(look)))
    if look.is_on(TOO_LARGE.code):
        yield _too_large(look)


def _untouched(look: Look) -> Iterator[SignalFinding]:
    """Nobody recorded a value, said a word or changed an objective for so many days: asked of plans that run."""
    days = int(look.cuts(UNTOUCHED.code)["days"])
    since = clock.now() - timedelta(days=days)
    running = Plan.objects.filter(Q(ends_on=None) | Q(ends_on__gte=look.today), created_at__lt=since)
    for plan in running.order_by("pk"):
        if any(rows.exists() for rows in _touches(plan, since)):
            continue
        last = _last_value(plan)
        facts = {"days": (look.today - (day_of(last) if last else day_of(plan.created_at))).days}
        yield SignalFinding(SubjectKey(plan=plan.pk), SignalDirection.ADVERSE, UNTOUCHED.severity, facts)


def _measures(plan: Plan) -> QuerySet[Node]:
    return Node.objects.filter(plan=plan, measure__isnull=False, is_active=True)


def _touches(plan: Plan, since: datetime) -> Iterator[QuerySet[Any]]:
    """What tells that somebody touched a plan since then, what is found fastest first."""
    changed = Entry.objects.filter(at__gte=since)
    yield changed.filter(table=Plan._meta.db_table, row=plan.pk)
    recorded = Actual.objects.filter(measure=OuterRef("measure"), recorded_at__gte=since)
    yield _measures(plan).filter(Exists(recorded))
    objectives = Objective.objects.filter(plan=plan)
    entries = changed.filter(table=Objective._meta.db_table, row=OuterRef("pk"))
    yield objectives.filter(Exists(entries))
    yield CheckIn.objects.filter(objective__plan=plan, written_at__gte=since)
    yield Commentary.objects.filter(
        Q(objective__plan=plan) | Q(measure__in=_measures(plan).values("measure")), written_at__gte=since
    )


def _last_value(plan: Plan) -> datetime | None:
    rows = Actual.objects.filter(measure__in=_measures(plan).values("measure"))
    return rows.order_by("-recorded_at").values_list("recorded_at", flat=True).first()


def _too_large(look: Look) -> RuleSaid:
    """Goals that run, beside the most that were finished in any cycle. Nothing is said before a cycle was closed."""
    cuts = look.cuts(TOO_LARGE.code)
    running = Counter(dict(active_goals().order_by().values_list("objective__plan").annotate(Count("pk"))))
    finished = CycleResult.objects.filter(grade__gte=FINISHED_FROM)
    most: dict[int, int] = {}
    closed = CycleResult.objects.order_by().values_list("objective__plan").distinct()
    for (plan,) in closed:
        most[plan] = 0
    for plan, _cycle, count in finished.order_by().values_list("objective__plan", "cycle").annotate(Count("pk")):
        most[plan] = max(most[plan], count)
    found = [
        SignalFinding(
            SubjectKey(plan=plan),
            SignalDirection.ADVERSE,
            TOO_LARGE.severity,
            {"running": running[plan], "most": most[plan]},
        )
        for plan in sorted(most)
        if running[plan] >= cuts["at_least"] and running[plan] > cuts["times"] * most[plan]
    ]
    unknown = {SubjectKey(plan=plan) for plan in running.keys() - most.keys()}
    return look.judged(TOO_LARGE.code, found, unknown)
