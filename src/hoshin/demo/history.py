"""What no workbook carries: months that were closed, a value corrected after that, a status set by hand."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.demo.measure import MONTHS
from hoshin.measures.models import Actual, Measure
from hoshin.measures.services import record_actual
from hoshin.okrs.models import ClosingChoice, Cycle
from hoshin.scorecards.models import Node
from hoshin.scorecards.services import ClosingRule, close_as_it_stands, close_period, override_status
from hoshin.scorecards.statuses import AT_RISK
from hoshin.strategy.models import Plan

RESTATED = "FIN-LEV"
RESTATED_BACK = 8
CORRECTED_BACK = 4
OVERRIDDEN = "NIP-VIS"
STILL_OPEN = 2
COUNTED_TWICE = 600.0
CLOSING_DAY = 20
OVERRIDE_DAYS = 45

_WHY_CORRECTED = "An agreement over 600 thousand dollars was counted twice; the auditors found it."
_WHY_OVERRIDDEN = (
    "Two charter flights were cancelled, and the visits planned for the next two months cannot be made. "
    "At risk until the new schedule is agreed."
)
HistoryStep = tuple[datetime, Callable[[], object]]


def replay(office: Actor, plan: Plan, last: Period, progress: Callable[[int, int], None]) -> None:
    """Close the older months, correct a value after its month was closed, set a status by hand: each at its time."""
    wrong = last.shift(-RESTATED_BACK)
    steps: list[HistoryStep] = [
        (_closing(month), _close(office, plan, month))
        for month in last.shift(1 - MONTHS).until(last.shift(-STILL_OPEN))
    ]
    corrected = datetime.combine(last.shift(-CORRECTED_BACK).end, time(15), tzinfo=UTC)
    steps.append((corrected, lambda: correct(office, wrong)))
    for number, (instant, step) in enumerate(sorted(steps, key=lambda one: one[0])):
        progress(number, len(steps))
        with clock.fixed(instant):
            step()
    node = Node.objects.get(plan=plan, measure__code=OVERRIDDEN, unit=None)
    override_status(
        office,
        node=node,
        status=AT_RISK,
        reason=_WHY_OVERRIDDEN,
        expires_on=clock.today() + timedelta(days=OVERRIDE_DAYS),
    )


def close_what_is_over(office: Actor) -> None:
    """The first of the two cycles is closed, with the grades that its goals have."""
    cycle = Cycle.objects.earliest("starts_on")
    close_as_it_stands(office, cycle=cycle, rule=ClosingRule(others=ClosingChoice.ARCHIVE))


def correct(actor: Actor, month: Period) -> None:
    """Record what the partners really signed for in a month."""
    measure = Measure.objects.get(code=RESTATED)
    known = Actual.objects.get(measure=measure, period=month.start, superseded_at=None)
    assert known.numerator is not None
    record_actual(
        actor,
        measure=measure,
        period=month,
        numerator=known.numerator - COUNTED_TWICE,
        denominator=known.denominator,
        source=known.source,
        note=_WHY_CORRECTED,
    )


def _closing(month: Period) -> datetime:
    """When a month was closed: on a day of the next one."""
    return datetime.combine(month.shift(1).start + timedelta(days=CLOSING_DAY - 1), time(16), tzinfo=UTC)


def _close(actor: Actor, plan: Plan, month: Period) -> Callable[[], object]:
    assert month.frequency is Frequency.MONTHLY
    return lambda: close_period(actor, plan=plan, period=month)
