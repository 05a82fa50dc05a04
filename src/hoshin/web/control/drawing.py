"""Draws a control chart and puts into words what its rules say."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily
from django.utils.translation import ngettext

from hoshin.base.amounts import value_text
from hoshin.base.periods import Frequency, Period
from hoshin.base.watch_words import SENTENCES
from hoshin.measures.models import Measure
from hoshin.org.models import Unit
from hoshin.scorecards.selectors.control import ControlChartShown, SaidOfPeriod
from hoshin.web.chart_drawing import Picture, drawn
from hoshin.web.wording import period_text

RULE_NAMES = {
    "beyond_limits": lazily("beyond the limits"),
    "run": lazily("eight on one side"),
    "near_limits": lazily("three of four near a limit"),
    "first_change": lazily("first change"),
    "trend": lazily("trend of twelve"),
    "level_shift": lazily("change of level"),
}
_AMOUNTS = {"value", "centre", "low", "high", "before", "after", "slope"}
_LONGEST_UNIT = 12


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one rule says, and of which period."""

    period: Period
    words: str


def control_drawing(measure: Measure, unit: Unit | None, chart: ControlChartShown) -> SafeString:
    """The values, their centre dotted, their limits dashed, and a ring where a rule speaks."""
    rows = chart.rows
    picture = Picture(
        [_short(row.period) for row in rows],
        [row.value for row in rows],
        [[row.point.low for row in rows], [row.point.high for row in rows]],
        [row.point.centre for row in rows],
        [()] * len(rows),
        [bool(row.said) for row in rows],
        _amount(measure, rows[-1].value),
    )
    name = f"{measure.name}, {unit.name}" if unit else measure.name
    spoken = sum(bool(row.said) for row in rows)
    words = ngettext(
        "Control chart of %(name)s: %(count)s values, one of them spoken of.",
        "Control chart of %(name)s: %(count)s values, %(spoken)s of them spoken of.",
        spoken,
    ) % {"name": name, "count": chart.count, "spoken": spoken}
    return drawn(picture, words)


def sentences(measure: Measure, chart: ControlChartShown) -> list[Sentence]:
    """What the rules say, the latest first."""
    return [Sentence(row.period, said_in_words(measure, said)) for row in reversed(chart.rows) for said in row.said]


def said_in_words(measure: Measure, said: SaidOfPeriod) -> str:
    """The sentence of one rule, with the measure's own numbers."""
    facts = {
        name: _amount(measure, fact) if name in _AMOUNTS else value_text(fact, "", None)
        for name, fact in said.facts.items()
    }
    if said.since is not None:
        facts["since"] = period_text(said.since)
    return _(SENTENCES[said.kind]) % facts


def adjustments(chart: ControlChartShown) -> list[str]:
    """What was taken out of the values before limits were set, in words."""
    limits = chart.limits
    if limits is None:
        return []
    found = []
    if limits.by == "counts":
        found.append(_("These are few events: the limits are those within which counts stay by chance (Poisson)."))
    if limits.by == "shares":
        found.append(
            _("These are shares of cases: the fewer cases a period has, the wider its limits by chance (binomial).")
        )
    if limits.since is not None:
        since = {"period": chart.rows[limits.since].period.label}
        if limits.by == "ranges":
            found.append(
                _("Since %(period)s the limits follow how far values lie apart, as they stray more than by chance.")
                % since
            )
        else:
            found.append(_("Before %(period)s the limits followed how far values lie apart.") % since)
    if limits.has_trend:
        found.append(_("The centre follows the trend of the values that set the limits."))
    if limits.has_season:
        found.append(_("Seasons are taken out by the median of each season."))
    if limits.likeness:
        found.append(_("Each value is judged after what its predecessor leads to expect, since neighbours are alike."))
    if limits.is_by_medians:
        found.append(_("The limits rest on medians, since one step stands out among all."))
    return found


def _amount(measure: Measure, amount: float | None) -> str:
    unit = measure.unit_of_measure
    return value_text(amount, unit if len(unit) <= _LONGEST_UNIT else "", measure.decimals)


def _short(period: Period) -> str:
    short = period_text(period, short=True)
    return f"{short} {period.start.year}" if period.frequency is Frequency.MONTHLY else short
