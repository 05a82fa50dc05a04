"""The life of signals: raised once for each rule, subject and direction, seen again, resolved, and opened again.

Missing data resolves nothing. What is false is so on two days before a signal is resolved, unless its period was closed.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from hoshin.base import clock
from hoshin.base.periods import Frequency
from hoshin.scorecards.models import ClosedPeriod
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.models import Signal, SignalEvent, SignalHappening, SignalState

RESOLVED_AFTER = 2
COOL_DOWN_PERIODS = 2
# Of a signal that is about no period.
COOL_DOWN = timedelta(days=14)
_Key = tuple[str, SubjectKey, str]
_SUBJECT = SubjectKey._fields
_CHANGED = ["facts", "starts_on", "frequency", "severity", "p_value", "count", "rule_version"]


@dataclass(slots=True)
class TakenUp:
    """What came of a look: signals that were raised, those that came back, and how many were resolved.

    `nodes`: what has the score of a raised one on a scorecard.
    """

    raised: list[Signal] = field(default_factory=list)
    reopened: list[Signal] = field(default_factory=list)
    resolved: int = 0
    nodes: dict[int, int] = field(default_factory=dict)


def take_up(look: Look, judged: Sequence[RuleSaid]) -> TakenUp:
    """Bring the signals in line with what rules say; a dozen statements, however many there are."""
    now = clock.now()
    found = {(one.rule, *finding.key): (one, finding) for one in judged for finding in one.found}
    held = _held(look, [one.rule for one in judged], found)
    standing = {key_of(row): row for row in held if row.state != SignalState.RESOLVED}
    resting = {key_of(row): row for row in sorted(held, key=lambda row: row.pk) if _may_return(row, now)}
    taken = TakenUp()
    _see_again([(standing[key], *found[key]) for key in found if key in standing], now)
    back = [(resting[key], *found[key]) for key in found if key not in standing and key in resting]
    _open_again(back, taken, now)
    new = [(key, *found[key]) for key in found if key not in standing and key not in resting]
    _raise([(judged_one, finding) for _, judged_one, finding in new], taken, now)
    unknown = {(one.rule, subject) for one in judged for subject in one.unknown}
    rest = [row for key, row in standing.items() if key not in found and (row.rule, key[1]) not in unknown]
    taken.resolved = _let_go(rest, now)
    return taken


def wake(look: Look) -> None:
    """Signals whose rest is over are open again."""
    rows = list(Signal.objects.select_for_update().filter(state=SignalState.SNOOZED, snoozed_until__lte=look.today))
    for row in rows:
        row.state, row.snoozed_until = SignalState.OPEN, None
    Signal.objects.bulk_update(rows, ["state", "snoozed_until"])
    note(rows, SignalHappening.WOKE)


def key_of(row: Signal) -> _Key:
    """Of which there is one signal at most that is not resolved."""
    return row.rule, SubjectKey(*(getattr(row, f"{name}_id") or 0 for name in _SUBJECT)), row.direction


def note(rows: Collection[Signal], what: SignalHappening, by: str = "", **facts: object) -> None:
    """Keep what became of signals."""
    at = clock.now()
    SignalEvent.objects.bulk_create([SignalEvent(signal=row, what=what, at=at, by=by, facts=facts) for row in rows])


def _held(look: Look, rules: Collection[str], found: Iterable[_Key]) -> list[Signal]:
    """Signals of these rules that the look reaches: those not resolved, and resolved ones that may come back."""
    earliest = clock.now() - timedelta(days=COOL_DOWN_PERIODS * 366)
    rows = Signal.objects.filter(rule__in=set(rules))
    rows = rows.filter(~Q(state=SignalState.RESOLVED) | Q(resolved_at__gte=earliest))
    if look.measures is not None:
        own = {key[1].watch_rule for key in found} - {0}
        rows = rows.filter(Q(measure__in=look.measures) | Q(objective__in=look.objectives) | Q(watch_rule__in=own))
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))


def _may_return(row: Signal, now: datetime) -> bool:
    if row.state != SignalState.RESOLVED or row.resolved_at is None:
        return False
    wait = COOL_DOWN
    if row.frequency:
        wait = timedelta(days=COOL_DOWN_PERIODS * 366 // Frequency(row.frequency).per_year)
    return now - row.resolved_at <= wait


def _see_again(rows: Sequence[tuple[Signal, RuleSaid, SignalFinding]], now: datetime) -> None:
    changed = [row for row, judged, finding in rows if _take_over(row, judged, finding)]
    Signal.objects.bulk_update(changed, _CHANGED, batch_size=500)
    seen = Signal.objects.filter(pk__in=[row.pk for row, _, _ in rows])
    seen.update(last_seen_at=now, misses=0, judged_on=clock.day_of(now))


def _take_over(row: Signal, judged: RuleSaid, finding: SignalFinding) -> bool:
    """Say of a signal what was found now; whether that is anything else."""
    period, facts = finding.period, dict(finding.facts)
    values = {
        "facts": facts,
        "starts_on": period.start if period else None,
        "frequency": period.frequency.value if period else "",
        "severity": finding.severity,
        "p_value": finding.p_value,
        "rule_version": finding.version or judged.version,
        "count": row.count + (period is not None and period.start != row.starts_on),
    }
    different = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    return different


def _open_again(rows: Sequence[tuple[Signal, RuleSaid, SignalFinding]], taken: TakenUp, now: datetime) -> None:
    for row, judged, finding in rows:
        _take_over(row, judged, finding)
        row.state, row.resolved_at, row.misses = SignalState.OPEN, None, 0
        row.last_seen_at, row.judged_on = now, clock.day_of(now)
        taken.nodes[row.pk] = finding.node
        taken.reopened.append(row)
    fields = [*_CHANGED, "state", "resolved_at", "misses", "last_seen_at", "judged_on"]
    Signal.objects.bulk_update(taken.reopened, fields, batch_size=500)
    note(taken.reopened, SignalHappening.REOPENED)


def _raise(rows: Sequence[tuple[RuleSaid, SignalFinding]], taken: TakenUp, now: datetime) -> None:
    made = [
        Signal(
            rule=judged.rule,
            rule_version=finding.version or judged.version,
            **{f"{name}_id": getattr(finding.subject, name) or None for name in _SUBJECT},
            direction=finding.direction,
            starts_on=finding.period.start if finding.period else None,
            frequency=finding.period.frequency.value if finding.period else "",
            severity=finding.severity,
            facts=dict(finding.facts),
            p_value=finding.p_value,
            first_seen_at=now,
            last_seen_at=now,
            judged_on=clock.day_of(now),
        )
        for judged, finding in rows
    ]
    taken.raised = Signal.objects.bulk_create(made, batch_size=1_000)
    taken.nodes |= {row.pk: finding.node for row, (_, finding) in zip(taken.raised, rows, strict=True)}
    note(taken.raised, SignalHappening.RAISED)


def _let_go(rows: Sequence[Signal], now: datetime) -> int:
    """Count that these were found no more; resolve those of which that is enough."""
    today, over = clock.day_of(now), list[Signal]()
    missed, closed = [], _closed(rows)
    for row in rows:
        # Values may come several times a day: one day counts once.
        if row.judged_on == today and not _is_closed(row, closed):
            continue
        row.misses, row.judged_on = row.misses + 1, today
        missed.append(row)
        if row.misses >= RESOLVED_AFTER or _is_closed(row, closed):
            row.state, row.resolved_at, row.snoozed_until = SignalState.RESOLVED, now, None
            over.append(row)
    Signal.objects.bulk_update(missed, ["misses", "judged_on", "state", "resolved_at", "snoozed_until"], batch_size=500)
    note(over, SignalHappening.RESOLVED)
    # What was folded under them stands on its own again.
    Signal.objects.filter(folded_under__in=over).update(folded_under=None)
    return len(over)


def _closed(rows: Sequence[Signal]) -> set[tuple[int, object]]:
    plans = {row.plan_id for row in rows if row.plan_id and row.starts_on}
    found = ClosedPeriod.objects.filter(plan__in=plans).values_list("plan", "period") if plans else ()
    return set(found)


def _is_closed(row: Signal, closed: set[tuple[int, object]]) -> bool:
    return row.plan_id is not None and (row.plan_id, row.starts_on) in closed
