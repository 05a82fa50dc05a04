"""Recording and withdrawing one value. A value is never overwritten: the row that held is superseded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.audit.services import Act, act
from hoshin.base import clock
from hoshin.base.errors import Conflict, Implausible, Invalid, NotFound
from hoshin.base.events import publish
from hoshin.base.periods import Period
from hoshin.base.wordings import Said, instant_in_words, shown
from hoshin.measures.assembly import scale_of
from hoshin.measures.beside import beside_others
from hoshin.measures.events import ActualsChanged
from hoshin.measures.fields import TEXTS, Recorded, said_by, says
from hoshin.measures.models import Actual, Measure, WaitingValue
from hoshin.measures.plausibility import Doubt, doubts, known_of
from hoshin.measures.policies import awaiting, require_may_record
from hoshin.measures.services.asking import doubted, given_by
from hoshin.measures.services.giving import give
from hoshin.measures.services.validity import period_of, raise_problems, ratio_of, value_problems
from hoshin.org.models import Unit

# Written out, as everybody who records needs them: Django takes longer to put either together than the database to answer.
_LOCKED = "SELECT * FROM measures_measure WHERE id = %s FOR NO KEY UPDATE"
_CURRENT = (
    "SELECT * FROM measures_actual WHERE measure_id = %s AND period = %s AND coalesce(unit_id, 0) = %s "
    "AND superseded_at IS NULL"
)


@dataclass(frozen=True, slots=True)
class RecordedActual:
    """The row that holds, the id of the one that held before it (0: none), and what the apps above made of it."""

    actual: Actual
    replaced: int = 0
    followed: Sequence[object] = ()
    # What waits for approval instead, where the actor may not give it; then `actual` is not recorded.
    waiting: WaitingValue | None = None


def record_actual(
    actor: Actor,
    *,
    measure: Measure,
    period: Period | str,
    unit: Unit | None = None,
    expected_id: int | None = None,
    is_meant: bool | None = None,
    **said: Any,
) -> RecordedActual:
    """Record or correct the value of a period; the same again changes nothing. Returns the row that holds, and what moved.

    `said`: fields of `Recorded`. Without a value, numerator by denominator is taken. `expected_id` is the row that the
    actor was shown (0: none); Conflict if another holds by now, with who recorded what and when. `is_meant`: whether the
    actor said so of a value that is unlike all others; Implausible where not, None: nobody is asked.
    """
    require_may_record(actor, [measure])
    given = (measure, period, unit, expected_id, is_meant)
    return beside_others([measure.pk], lambda: _record(actor, *given, Recorded(**said)))


def _record(
    actor: Actor,
    measure: Measure,
    period: Period | str,
    unit: Unit | None,
    expected_id: int | None,
    is_meant: bool | None,
    said: Recorded,
) -> RecordedActual:
    with act(actor, "record_actual") as running:
        measure = _locked(measure)
        when = period_of(measure, period)
        row = Actual(measure=measure, unit=unit, period=when.start, **_tidied(said))
        raise_problems(value_problems(row, aggregation=measure.aggregation, code=measure.code))
        scale = scale_of(measure.unit_of_measure, measure.ignores_scale)
        row.value = ratio_of(row.value, row.numerator, row.denominator, scale)
        current = _current(measure, when, unit)
        if current is not None and says(current) == says(row):
            return RecordedActual(current, current.pk)
        _check_expected(current, expected_id, measure, when)
        doubt = None if is_meant is None else _doubt(measure, row)
        if doubt is not None and not is_meant:
            raise Implausible([doubted(doubt, measure, when, row.value)])
        if awaiting(actor, [measure]):
            return _waiting(actor, running, measure, when, row, current)
        variant = "correction" if current is not None and current.value is not None else None
        _tell(
            running, "record_actual", measure, when, value=_amount(measure, row.value), unit=unit and unit.name,
            variant=variant, meant=doubt and doubt.why,
        )  # fmt: skip
        _replace(running, current, row)
    return RecordedActual(row, current.pk if current else 0, running.followed)


def withdraw_actual(
    actor: Actor,
    *,
    measure: Measure,
    period: Period | str,
    unit: Unit | None = None,
    note: str = "",
    expected_id: int | None = None,
) -> RecordedActual:
    """Take a value back: the period has none from now on, and the history keeps what it was."""
    require_may_record(actor, [measure])
    return beside_others([measure.pk], lambda: _withdraw(actor, measure, period, unit, note, expected_id))


def _withdraw(
    actor: Actor, measure: Measure, period: Period | str, unit: Unit | None, note: str, expected_id: int | None
) -> RecordedActual:
    with act(actor, "withdraw_actual") as running:
        measure = _locked(measure)
        when = period_of(measure, period)
        current = _current(measure, when, unit)
        if current is None:
            raise NotFound(Said("value of %(measure)s for %(period)s", measure=measure.code, period=when))
        if current.value is None and current.numerator is None and current.denominator is None:
            return RecordedActual(current, current.pk)
        _check_expected(current, expected_id, measure, when)
        row = Actual(measure=measure, unit=unit, period=when.start, note=note.strip())
        if awaiting(actor, [measure]):
            running.verb = "record_actual" if running.verb == "withdraw_actual" else running.verb
            return _waiting(actor, running, measure, when, row, current)
        _tell(running, "withdraw_actual", measure, when, value=_amount(measure, current.value))
        _replace(running, current, row)
    return RecordedActual(row, current.pk, running.followed)


def _waiting(
    actor: Actor, running: Act, measure: Measure, when: Period, row: Actual, current: Actual | None
) -> RecordedActual:
    """The value waits beside what holds."""
    place = (measure.pk, row.unit_id, row.period)
    give(actor, {place: said_by(row)}, {place: current.pk} if current else {})
    waiting = WaitingValue.objects.get(measure=measure, unit=row.unit_id, period=row.period)
    amount = _amount(measure, row.value)
    _tell(running, "record_actual", measure, when, value=amount, unit=row.unit and row.unit.name, variant="waiting")
    return RecordedActual(row, current.pk if current else 0, waiting=waiting)


def _doubt(measure: Measure, row: Actual) -> Doubt | None:
    given, place = given_by(measure, row), (measure.pk, row.unit_id)
    return next(iter(doubts([given], known_of([place]))), None) if given else None


def _locked(measure: Measure) -> Measure:
    """The measure as it stands, held until the end, so that writers of one measure follow each other."""
    fresh = next(iter(Measure.objects.raw(_LOCKED, [measure.pk])), None)
    if fresh is None:
        raise NotFound("measure", measure.code)
    if fresh.formula.strip():
        raise Invalid(
            Said("%(measure)s is computed by a formula; its values cannot be recorded.", measure=fresh.code),
            field="measure",
            value=fresh.code,
            remedy="Record the measures that its formula names.",
        )
    return fresh


def _current(measure: Measure, period: Period, unit: Unit | None) -> Actual | None:
    # Not joined with its change: that is written at the end of the act, which may be the one that is running.
    found = Actual.objects.raw(_CURRENT, [measure.pk, period.start, unit.pk if unit else 0])
    return next(iter(found), None)


def _tidied(said: Recorded) -> dict[str, Any]:
    return said_by(said) | {name: getattr(said, name).strip() for name in TEXTS}


def _check_expected(current: Actual | None, expected_id: int | None, measure: Measure, period: Period) -> None:
    if expected_id is None or expected_id == (current.pk if current else 0):
        return
    if current is None:
        raise Conflict(
            Said(
                "The value of %(measure)s for %(period)s is gone. Load it again and repeat your change.",
                measure=measure.code,
                period=period,
            )
        )
    sentence = (
        "%(who)s withdrew the value of %(measure)s for %(period)s at %(at)s, after you opened it. Nothing of yours was "
        "saved: look at that value first."
    )
    if current.value is not None:
        sentence = (
            "%(who)s recorded %(value)s of %(measure)s for %(period)s at %(at)s, after you opened it. Nothing of yours "
            "was saved: look at that value first."
        )
    raise Conflict(
        Said(
            sentence,
            who=current.change.who,
            value=_shown(current.value),
            measure=measure.code,
            period=period,
            at=instant_in_words(current.recorded_at),
        )
    )


def _replace(running: Act, current: Actual | None, row: Actual) -> None:
    instant = _instant_after(current)
    if current is not None:
        Actual.objects.filter(pk=current.pk).update(superseded_at=instant)
    row.recorded_at = instant
    row.change_id = running.id
    row.save(force_insert=True)
    running.keep()
    publish(ActualsChanged(frozenset({row.measure_id}), row.period, frozenset({row.unit_id or 0})))


def _instant_after(current: Actual | None) -> datetime:
    now = clock.now()
    return now if current is None else max(now, current.recorded_at)


def _tell(running: Act, verb: str, measure: Measure, period: Period, **facts: object) -> None:
    """Say what is done, unless it is part of something larger."""
    if running.verb == verb:
        running.say(measure=measure.name, period=str(period), **facts)


def _amount(measure: Measure, value: float | None) -> dict[str, Any] | None:
    """A value as a fact of the trail: with the unit and the decimals that its measure has today."""
    if value is None:
        return None
    return {"number": value, "unit": measure.unit_of_measure, "decimals": measure.decimals}


def _shown(value: float | None) -> str:
    return "nothing" if value is None else shown(value)
