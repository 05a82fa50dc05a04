"""What the rules found in the demonstration over two months, and what people made of it: each at its time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.audit.models import Face
from hoshin.base import clock
from hoshin.measures.models import Measure
from hoshin.org.models import Person
from hoshin.signals.models import Signal, SignalDirection, SignalState
from hoshin.signals.services import (
    WatchWish,
    acknowledge_signal,
    add_watch_rule,
    call_signal_useful,
    hand_over_signal,
    look_at_everything,
    set_signal_rule,
    snooze_signal,
)

SignalStep = tuple[int, Callable[[], object]]
WATCHED = "NIP-VIS"
_PLAY = (
    "Call the team that records the value before you call anybody else: in three of four cases the figure was counted "
    "otherwise. Then open the explanation, and write one sentence of commentary before the meeting of the month."
)


def watch(office: Actor, executive: User) -> None:
    """Have the rules look at four times of the past, and let the office and an executive act in between."""
    worker, leader = Actor.system(Face.WORKER), Actor.of(executive, office.face)
    steps: list[SignalStep] = [
        (70, lambda: set_signal_rule(office, code="status_changed", play=_PLAY)),
        # In a directorate of fourteen nobody has ten forms to write at once.
        (70, lambda: set_signal_rule(office, code="review_bottleneck", cuts={"forms": 5, "days": 7, "share": 0.05})),
        (66, lambda: look_at_everything(worker)),
        (64, lambda: _react(office)),
        (36, lambda: look_at_everything(worker)),
        (35, lambda: _react(office)),
        (21, lambda: _own_rule(leader)),
        (5, lambda: look_at_everything(worker)),
        (1, lambda: look_at_everything(worker)),
    ]
    for days, step in steps:
        with clock.fixed(_days_ago(days)):
            step()


def watch_now(office: Actor, executive: User) -> None:
    """Have them look at what stands now, and let the office act on some of it."""
    look_at_everything(Actor.system(Face.WORKER))
    _now(office, executive)


def _react(office: Actor) -> None:
    """The office calls most of what fell useful, one not, and has seen the rest."""
    standing = Signal.objects.filter(state=SignalState.OPEN, folded_under=None, person=None)
    worse = list(standing.filter(direction=SignalDirection.ADVERSE).order_by("-priority", "pk")[:6])
    for place, signal in enumerate(worse):
        if place == 3:
            acknowledge_signal(office, signal=signal)
        else:
            call_signal_useful(office, signal=signal, is_useful=place != 1)


def _own_rule(leader: Actor) -> None:
    """An executive wants to hear when visits to northern communities stay low."""
    measure = Measure.objects.get(code=WATCHED)
    last = measure.actuals.filter(unit=None, superseded_at=None, value__isnull=False).order_by("-period").first()
    line = round((last.value or 0.0) * 1.1, 1) if last else 0.0
    add_watch_rule(leader, wish=WatchWish("Visits to the north stay low", line, measure, periods=2))


def _now(office: Actor, executive: User) -> None:
    """One that stands now is handed to an executive, one rests for two weeks."""
    standing = Signal.objects.filter(state=SignalState.OPEN, folded_under=None, person=None, watch_rule=None)
    first, *others = standing.order_by("-priority", "pk")[:6]
    hand_over_signal(office, signal=first, person=Person.objects.get(user=executive))
    if others:
        snooze_signal(office, signal=others[-1], until=clock.today() + timedelta(days=14))


def _days_ago(days: int) -> datetime:
    return clock.now() - timedelta(days=days)
