"""What people do with a signal: say that they saw it, what it was worth, let it rest, hand it over, act on it."""

from collections.abc import Mapping
from datetime import date, timedelta

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.measures.models import Measure
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.signals.models import Signal, SignalHappening, SignalState, Usefulness
from hoshin.signals.notices import HANDED
from hoshin.signals.policies import require_may_act, signals_visible_to
from hoshin.signals.sentences import kept_facts, name_of
from hoshin.signals.services.lifecycle import note
from hoshin.strategy.models import Contribution
from hoshin.strategy.services import remove_contribution

LONGEST_REST = timedelta(days=366)


def acknowledge_signal(actor: Actor, *, signal: Signal, version: int | None = None) -> Signal:
    """Say that somebody saw it. It stands until its rule no longer finds it."""
    require_may_act(actor, signal)
    _require_not_resolved(signal)
    with act(actor, "acknowledge_signal", name=name_of(signal)):
        values = {"state": SignalState.ACKNOWLEDGED, "snoozed_until": None}
        return _changed(actor, signal, version, SignalHappening.ACKNOWLEDGED, values)


def call_signal_useful(actor: Actor, *, signal: Signal, is_useful: bool, version: int | None = None) -> Signal:
    """Say whether it was of use: what was said last counts for its rule. It counts as seen."""
    require_may_act(actor, signal)
    verb = "call_signal_useful" if is_useful else "call_signal_not_useful"
    usefulness = Usefulness.USEFUL if is_useful else Usefulness.NOT_USEFUL
    happening = SignalHappening.USEFUL if is_useful else SignalHappening.NOT_USEFUL
    with act(actor, verb, name=name_of(signal)):
        values: dict[str, object] = {"usefulness": usefulness}
        if signal.state == SignalState.OPEN:
            values["state"] = SignalState.ACKNOWLEDGED
        return _changed(actor, signal, version, happening, values)


def retire_measure(actor: Actor, *, measure: Measure) -> int:
    """Let a measure that nobody supplies serve no objective any more from today on: how many it served.

    Its history stays, and so does what was scored before; goals of people keep it. Invalid where it serves none.
    """
    require(actor, Right.EDIT_PLAN)
    served = list(
        Contribution.objects.filter(measure=measure, parent__commitment=None).select_related("parent", "measure")
    )
    if not served:
        raise Invalid(Said("%(name)s serves no objective.", name=measure.name))
    with act(actor, "retire_measure", name=measure.name):
        for contribution in served:
            remove_contribution(actor, contribution=contribution, effective_on=clock.today())
    return len(served)


def snooze_signal(actor: Actor, *, signal: Signal, until: date, version: int | None = None) -> Signal:
    """Let it rest until a day, on which it is open again if its rule still finds it."""
    require_may_act(actor, signal)
    _require_not_resolved(signal)
    today = clock.today()
    if not today < until <= today + LONGEST_REST:
        message = Said("A signal rests until a day after today, and a year at most.")
        raise Invalid(message, field="until", value=until.isoformat())
    with act(actor, "snooze_signal", name=name_of(signal), until=until.isoformat()):
        values = {"state": SignalState.SNOOZED, "snoozed_until": until}
        return _changed(actor, signal, version, SignalHappening.SNOOZED, values, until=until.isoformat())


def hand_over_signal(actor: Actor, *, signal: Signal, person: Person, version: int | None = None) -> Signal:
    """Have it go to somebody else, who is told. Invalid where they may not see what it is about."""
    require_may_act(actor, signal)
    _require_not_resolved(signal)
    user = person.user
    if user is None or not user.is_active:
        message = Said("%(name)s cannot sign in, and would never see it.", name=person.name)
        raise Invalid(message, field="person", value=person.employee_id)
    if not signals_visible_to(Actor.of(user, actor.face)).filter(pk=signal.pk).exists():
        message = Said("%(name)s may not see what it is about.", name=person.name)
        raise Invalid(message, field="person", value=person.employee_id, remedy="Choose somebody who may.")
    with act(actor, "hand_over_signal", name=name_of(signal), to=person.name):
        values = {"handed_to": person, "state": SignalState.OPEN, "snoozed_until": None}
        fresh = _changed(actor, signal, version, SignalHappening.HANDED_OVER, values, to=person.name)
        facts = {"number": signal.pk, "signal": kept_facts(signal)}
        tell(actor, HANDED, users=[user.pk], about=signal.pk, facts=facts)
        return fresh


def _changed(
    actor: Actor,
    signal: Signal,
    version: int | None,
    happening: SignalHappening,
    values: Mapping[str, object],
    **said: str,
) -> Signal:
    fresh, is_other = change_row(signal, version=version, **values)
    if is_other:
        note([fresh], happening, actor.name, **said)
    return fresh


def _require_not_resolved(signal: Signal) -> None:
    if signal.state == SignalState.RESOLVED:
        raise Invalid(Said("It is resolved: its rule finds it no more."), field="state")
