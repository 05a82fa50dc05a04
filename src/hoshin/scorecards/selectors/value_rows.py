"""The values of a measure as a sheet: one row for each period, gaps included."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import Actual, Measure, RollUp
from hoshin.measures.policies import actuals_visible_to
from hoshin.org.models import Unit
from hoshin.scorecards.assembly.together import values_together


@dataclass(slots=True)
class ValueRow:
    """A period of a measure as the sheet of values shows it; `versions` counts what was recorded for it.

    Where nothing stands for the measure itself, `units` counts the units that reported, and `together` is what their
    values come to (None where they are scored one by one, or cannot be brought together). `notes` are what was written
    beside the value, or beside those of the units, the same words once.
    """

    period: Period
    actual: Actual | None
    versions: int
    is_due: bool
    units: int = 0
    together: float | None = None
    notes: tuple[str, ...] = ()

    @property
    def has_value(self) -> bool:
        return self.actual is not None and self.actual.value is not None


def value_rows(
    actor: Actor,
    measure: Measure,
    *,
    unit: Unit | None = None,
    count: int = 18,
    known: Mapping[Period, float | None] | None = None,
) -> list[ValueRow]:
    """The latest periods of a measure, newest first, from the one in which today lies; gaps included.

    Two queries, and the whole measure's values where its units hold them, unless they are all among the `known` ones.
    """
    frequency = Frequency(measure.frequency)
    current = Period.containing(clock.today(), frequency)
    rows = (
        actuals_visible_to(actor)
        .filter(measure=measure, unit=unit)
        .select_related("change")
        .order_by("-period", "-recorded_at")
    )
    found: dict[Period, list[Actual]] = {}
    for row in rows[: 4 * count]:
        found.setdefault(Period(frequency, row.period), []).append(row)
    held = {} if unit else _units_reporting(actor, measure)
    listed = [*found, *(Period(frequency, start) for start in held)]
    last, earliest = max([current, *listed]), min([*listed, current.shift(-2)])
    periods = [last.shift(-back) for back in range(count) if last.shift(-back) >= earliest]
    shown = [_value_row(period, found.get(period, []), current) for period in periods]
    return _with_units(measure, shown, held, known or {})


def value_row(actor: Actor, measure: Measure, period: Period, *, unit: Unit | None = None) -> ValueRow:
    """One period of a measure, as `value_rows` shows it."""
    rows = actuals_visible_to(actor).filter(measure=measure, unit=unit, period=period.start)
    current = Period.containing(clock.today(), Frequency(measure.frequency))
    shown = _value_row(period, list(rows.select_related("change").order_by("-recorded_at", "-id")), current)
    held = {} if unit else _units_reporting(actor, measure, period)
    return _with_units(measure, [shown], held, {})[0]


def _value_row(period: Period, rows: list[Actual], current: Period) -> ValueRow:
    held = next((row for row in rows if row.superseded_at is None), None)
    notes = (held.note,) if held is not None and held.note else ()
    return ValueRow(period, held, len(rows), period < current, notes=notes)


def _units_reporting(
    actor: Actor, measure: Measure, period: Period | None = None
) -> dict[date, tuple[int, tuple[str, ...]]]:
    """How many units hold a value, and their notes, by the start of the period; of one period where it is given.

    One query.
    """
    held = actuals_visible_to(actor).filter(
        measure=measure, unit__isnull=False, superseded_at=None, value__isnull=False
    )
    if period is not None:
        held = held.filter(period=period.start)
    notes = ArrayAgg("note", filter=~Q(note=""), distinct=True, default=[])
    rows = held.order_by().values_list("period").annotate(units=Count("unit"), notes=notes)
    return {start: (units, tuple(written)) for start, units, written in rows}


def _with_units(
    measure: Measure,
    shown: list[ValueRow],
    held: dict[date, tuple[int, tuple[str, ...]]],
    known: Mapping[Period, float | None],
) -> list[ValueRow]:
    """The same rows, newest first, those without a value of their own filled from the units that reported."""
    empty = [row for row in shown if not row.has_value and row.period.start in held]
    if not empty:
        return shown
    amounts = known
    if measure.roll_up == RollUp.RAW and not all(row.period in known for row in empty):
        periods = [row.period for row in reversed(shown)]
        amounts = dict(zip(periods, values_together(measure, periods)))
    for row in empty:
        row.units, row.notes = held[row.period.start]
        row.together = amounts.get(row.period) if measure.roll_up == RollUp.RAW else None
    return shown
