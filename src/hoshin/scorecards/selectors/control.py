"""The control chart of a measure: what its values do by chance, and where they do more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import LimitsReset, Measure
from hoshin.measures.policies import limits_resets_visible_to
from hoshin.org.models import Unit
from hoshin.scorecards.assembly.control import ControlLimitsFound, ControlPoint, control_course
from hoshin.scorecards.assembly.together import values_together
from hoshin.scorecards.selectors.value_rows import value_rows

_Parts = tuple[float | None, float | None]
MOST_PERIODS = 120
FEWEST_VALUES = 8


@dataclass(frozen=True, slots=True)
class SaidOfPeriod:
    """What one rule says of a period, with the numbers that were compared; `since` is where its pattern begins."""

    kind: str
    direction: str
    facts: Mapping[str, float]
    since: Period | None


@dataclass(frozen=True, slots=True)
class ControlRow:
    """A period of the chart. One that still runs is shown and not judged."""

    period: Period
    value: float | None
    is_over: bool
    point: ControlPoint
    said: tuple[SaidOfPeriod, ...]


@dataclass(frozen=True, slots=True)
class ControlChartShown:
    """A chart, oldest period first. `limits` are None as long as there are fewer than eight values; `count` is how
    many there are of periods that are over, since the limits began anew last.

    `resets` say from where they began anew, the latest first.
    """

    rows: tuple[ControlRow, ...]
    limits: ControlLimitsFound | None
    count: int
    resets: tuple[LimitsReset, ...]


def control_chart_of(actor: Actor, measure: Measure, *, unit: Unit | None = None) -> ControlChartShown:
    """The control chart of a measure, or of one unit's side of it, over its latest 120 periods."""
    periods, values, parts = _values(actor, measure, unit)
    today = clock.today()
    is_over = [period.end < today for period in periods]
    resets = tuple(limits_resets_visible_to(actor).filter(measure=measure, unit=unit).order_by("-period"))
    begun = {reset.period for reset in resets}
    starts = [at for at, period in enumerate(periods) if period.start in begun]
    course = control_course(
        values, is_over, Frequency(measure.frequency), starts, aggregation=measure.aggregation, parts=parts
    )
    said: dict[int, list[SaidOfPeriod]] = {}
    for rule in course.rules:
        since = periods[int(rule.facts["since"])] if "since" in rule.facts else None
        said.setdefault(rule.at, []).append(SaidOfPeriod(rule.kind, rule.direction, rule.facts, since))
    rows = tuple(
        ControlRow(period, value, over, point, tuple(said.get(at, ())))
        for at, (period, value, over, point) in enumerate(zip(periods, values, is_over, course.points, strict=True))
    )
    count = sum(row.value is not None and row.is_over for row in rows[max([0, *starts]) :])
    return ControlChartShown(rows, course.limits, count, resets)


def _values(actor: Actor, measure: Measure, unit: Unit | None) -> tuple[list[Period], list[float | None], list[_Parts]]:
    """Periods from the first with a value to the last, their values as they are known now, and what these are made of."""
    if unit is None and measure.formula:
        current = Period.containing(clock.today(), Frequency(measure.frequency))
        periods = [current.shift(-back) for back in reversed(range(MOST_PERIODS))]
        values, parts = values_together(measure, periods), _no_parts(periods)
    else:
        shown = value_rows(actor, measure, unit=unit, count=MOST_PERIODS)[::-1]
        periods = [row.period for row in shown]
        values = (
            [row.actual.value if row.actual else None for row in shown] if unit else values_together(measure, periods)
        )
        parts = [(row.actual.numerator, row.actual.denominator) if row.actual else (None, None) for row in shown]
    known = [at for at, value in enumerate(values) if value is not None]
    if not known:
        return [], [], []
    told = slice(known[0], known[-1] + 1)
    return periods[told], values[told], parts[told]


def _no_parts(periods: Sequence[Period]) -> list[_Parts]:
    return [(None, None)] * len(periods)
