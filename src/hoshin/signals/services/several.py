"""What people say of several signals at once: all of it is done, or nothing."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from hoshin.accounts.access import Actor
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.signals.models import Signal
from hoshin.signals.services.acting import acknowledge_signal, call_signal_useful, snooze_signal

MOST_AT_ONCE = 200


class SignalAnswer(StrEnum):
    """What is said of signals."""

    ACKNOWLEDGE = "acknowledge"
    USEFUL = "useful"
    NOT_USEFUL = "not_useful"
    SNOOZE = "snooze"


def answer_signals(
    actor: Actor, *, signals: Sequence[Signal], answer: SignalAnswer, until: date | None = None
) -> list[Signal]:
    """Say the same of each of these signals, in one change that is undone as one. `until`: to what day they rest.

    Denied or Invalid, with nothing done, where one of them is not for the actor, or is resolved already.
    """
    if not signals:
        message = Said("No signal is chosen.")
        raise Invalid(message, field="chosen", remedy="Choose one or more of the list.")
    if len(signals) > MOST_AT_ONCE:
        message = Said("At most %(most)s signals are answered at once.", most=MOST_AT_ONCE)
        raise Invalid(message, field="chosen", value=str(len(signals)))
    if answer is SignalAnswer.SNOOZE and until is None:
        raise Invalid(Said("It is not said until when they rest."), field="until")
    with act(actor, f"{answer}_signals", count=len(signals)):
        return [_answered(actor, one, answer, until) for one in signals]


def _answered(actor: Actor, signal: Signal, answer: SignalAnswer, until: date | None) -> Signal:
    if answer is SignalAnswer.ACKNOWLEDGE:
        return acknowledge_signal(actor, signal=signal)
    if answer is SignalAnswer.SNOOZE:
        assert until is not None, "asked for before anything is done"
        return snooze_signal(actor, signal=signal, until=until)
    return call_signal_useful(actor, signal=signal, is_useful=answer is SignalAnswer.USEFUL)
