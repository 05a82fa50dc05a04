"""Draws what a link rests on: the series that stand for its ends, and their correlations by lag."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoshin.base.amounts import number_text, value_text
from hoshin.base.periods import Frequency, Period
from hoshin.hypotheses.models import LinkTest
from hoshin.measures.models import Measure
from hoshin.web.chart_drawing import Picture, drawn
from hoshin.web.wording import period_text

_LONGEST_UNIT = 12


@dataclass(frozen=True, slots=True)
class EndShown:
    """An end of a link: its measure, drawn, and its values by period for the table."""

    measure: Measure
    drawing: SafeString | None
    rows: list[tuple[Period, str]]


def ends_shown(test: LinkTest) -> list[EndShown]:
    """Cause and effect with their values as they are recorded."""
    ends = ((test.cause_measure, test.cause_values), (test.effect_measure, test.effect_values))
    return [_end(test, measure, values) for measure, values in ends if measure is not None]


def correlations_drawn(test: LinkTest) -> SafeString:
    """Correlations by lag between what chance stays within; a ring marks the stated lag."""
    values, bound = test.correlations, test.bound or 0.0
    most = 1.15 * max(bound, *(abs(value) for value in values))
    labels = [number_text(one["lag"], 0) for one in test.by_lag]
    picture = Picture(
        labels,
        values,
        [[bound] * len(values), [-bound] * len(values)],
        [0.0] * len(values),
        [()] * len(values),
        [one["lag"] == test.lag for one in test.by_lag],
        "",
        (-most, most),
    )
    words = _("Correlations by lag: the largest with the cause first is %(r)s at a lag of %(lag)s.")
    return drawn(picture, words % {"r": value_text(test.found, "", 2), "lag": test.found_lag})


def _end(test: LinkTest, measure: Measure, values: list[float | None]) -> EndShown:
    if not test.shown_from:
        return EndShown(measure, None, [])
    begin = Period(Frequency(test.frequency), test.shown_from)
    periods = [begin.shift(step) for step in range(len(values))]
    nothing = [None] * len(values)
    last = _amount(measure, values[-1])
    labels = [_short(period) for period in periods]
    picture = Picture(labels, values, [], nothing, [()] * len(values), [False] * len(values), last)
    words = _("%(name)s, %(first)s to %(last)s") % {
        "name": measure.name,
        "first": period_text(periods[0]),
        "last": period_text(periods[-1]),
    }
    rows = [(period, _amount(measure, value)) for period, value in zip(periods, values, strict=True)]
    return EndShown(measure, drawn(picture, words), rows)


def _amount(measure: Measure, value: float | None) -> str:
    unit = measure.unit_of_measure if len(measure.unit_of_measure) <= _LONGEST_UNIT else ""
    return value_text(value, unit, measure.decimals)


def _short(period: Period) -> str:
    short = period_text(period, short=True)
    return f"{short} {period.start.year}" if period.frequency is Frequency.MONTHLY else short
