"""What a chart shows, period by period: a drawing, its legend, and the rows of the table that says the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.base.amounts import NBSP, value_text
from hoshin.base.periods import Frequency, Period
from hoshin.forecasts.models import Forecast
from hoshin.scorecards.selectors import MeasureDetail, Point
from hoshin.scorecards.selectors.measure import Zone
from hoshin.scorecards.statuses import (
    AT_RISK,
    DETERIORATION,
    LIMITED_PROGRESS,
    MODERATE_PROGRESS,
    OFF_TRACK,
    ON_TRACK,
    STATUSES,
)
from hoshin.web.chart_drawing import FAIR, GOOD, POOR, Band, Picture, drawn
from hoshin.web.wording import period_text, score_text

LONGEST_UNIT = 12
_LEAST_AHEAD = 3
# What a plan calls the areas of its cut points, the best first, where it does not count by the usual three.
_STATUSES_OF = {"progress": (MODERATE_PROGRESS, LIMITED_PROGRESS, DETERIORATION)}
SLOPING = ("linear", "s_curve", "seasonal")
Shown = Callable[[float | None], str]


@dataclass(frozen=True, slots=True)
class ChartPeriod:
    """A period of the chart: `at` is its place from the left, `number` the height of its point (None: a gap).

    `ahead`: what is forecast of it, by name (mean, lo50 … hi95).
    """

    at: int
    period: Period
    point: Point | None
    number: float | None
    wanted: float | None = None
    band: tuple[float, float] | None = None
    course: float | None = None
    zone: Zone | None = None
    notes: tuple[str, ...] = ()
    ahead: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: the mark as a CSS class, and what it stands for."""

    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its legend and its rows, latest last; `of` is value or score, `has_…` name the columns in use."""

    drawing: SafeString
    legend: tuple[Key, ...]
    rows: tuple[ChartPeriod, ...]
    of: str

    @property
    def has_wanted(self) -> bool:
        return any(row.wanted is not None or row.band for row in self.rows)

    @property
    def has_course(self) -> bool:
        return any(row.course is not None for row in self.rows)

    @property
    def has_forecast(self) -> bool:
        return any(row.ahead for row in self.rows)

    @property
    def has_notes(self) -> bool:
        return any(row.notes for row in self.rows)


def measure_chart(
    detail: MeasureDetail, notes: Mapping[Period, Sequence[str]], forecast: Forecast | None = None
) -> Chart | None:
    """The values of a measure against what was wanted of it in each period; its scores where it has scores alone.

    `notes` are what was written beside its values, by period; the forecast follows the last value, where the chart has
    the measure's own periods. None where there is neither value nor score.
    """
    measure, plan = detail.measure, detail.plan
    if detail.line is None or plan is None:
        return None
    own, by_plan = Frequency(measure.frequency), Frequency(plan.frequency)
    frequency = own if own.per_year < by_plan.per_year else by_plan
    rows = _value_rows(detail, frequency, notes)
    if not rows:
        return score_chart(measure.name, detail.points, detail.score_zones, plan.status_scale)

    def shown(number: float | None) -> str:
        unit = measure.unit_of_measure
        return value_text(number, unit if len(unit) <= LONGEST_UNIT else "", measure.decimals)

    last = rows[-1]
    known = rows
    if forecast is not None and _continues(detail, frequency, last.period, forecast):
        rows = [*rows, *_rows_ahead(rows, forecast)]
    picture = Picture(
        [_short(row.period) for row in rows],
        [row.number for row in rows],
        [[row.wanted for row in rows], *zip(*(row.band or (None, None) for row in rows))],
        [row.course for row in rows],
        [_bands(row.zone) for row in rows],
        [bool(row.notes) for row in rows],
        shown(last.number),
        ahead=[row.ahead for row in rows],
    )
    aim = _("target %(target)s") % {"target": shown(last.wanted)} if last.wanted is not None else ""
    name = f"{measure.name}, {detail.unit.name}" if detail.unit else measure.name
    drawing = drawn(picture, _words(name, known, shown, aim))
    return Chart(drawing, _legend(picture, _("Value"), rows, shown, plan.status_scale), tuple(rows), "value")


def score_chart(name: str, points: Sequence[Point], zones: Sequence[Zone], scale: str = "") -> Chart | None:
    """Scores over time within the cut points that held in each period; None where there is no score.

    `scale`: the plan's, whose words of status the legend uses.
    """
    first = next((at for at, point in enumerate(points) if point.score is not None), None)
    if first is None:
        return None
    known = {point.period: point for point in points[first:]}
    listed = points[first].period.until(points[-1].period)
    colours, zone = dict(zip((point.period for point in points), zones, strict=True)), zones[first]
    rows = []
    for at, period in enumerate(listed):
        found, zone = known.get(period), colours.get(period, zone)
        rows.append(ChartPeriod(at, period, found, found.score if found else None, zone=zone))
    while rows[-1].number is None:
        rows.pop()
    picture = Picture(
        [_short(row.period) for row in rows],
        [row.number for row in rows],
        [],
        [None] * len(rows),
        [_bands(row.zone) for row in rows],
        [False] * len(rows),
        score_text(rows[-1].number),
        (0.0, 100.0),
    )
    drawing = drawn(picture, _words(name, rows, score_text, ""))
    return Chart(drawing, _legend(picture, _("Score"), rows, score_text, scale), tuple(rows), "score")


def _value_rows(
    detail: MeasureDetail, frequency: Frequency, notes: Mapping[Period, Sequence[str]]
) -> list[ChartPeriod]:
    """A row for each period from the first to the last in which a value was observed."""
    zones = dict(zip((point.period for point in detail.points), detail.zones, strict=True))
    observed: dict[Period, Point] = {}
    reached: dict[Period, Point] = {}
    for point in detail.points:
        reached[Period.containing(point.period.end, frequency)] = point
        if point.value is not None and point.observed_on is not None:
            observed[Period.containing(point.observed_on, frequency)] = point
    written: dict[Period, tuple[str, ...]] = {}
    for noted, texts in sorted(notes.items()):
        when = Period.containing(noted.start, frequency)
        written[when] = (*written.get(when, ()), *texts)
    rows = []
    is_sloping = detail.measure.trajectory in SLOPING
    for at, period in enumerate(_without_gaps(sorted(observed))):
        point = observed.get(period) or reached.get(period)
        zone = zones.get(point.period) if point else None
        expected = point.target if point else None
        aim = zone.aim if zone else None
        wanted = aim if aim is not None else (None if is_sloping else expected)
        course = expected if is_sloping and expected != aim else None
        number = point.value if point and period in observed else None
        rows.append(ChartPeriod(at, period, point, number, wanted, _band(zone), course, zone, written.get(period, ())))
    return rows


def _continues(detail: MeasureDetail, frequency: Frequency, last: Period, forecast: Forecast) -> bool:
    """Whether a forecast, in the measure's own periods, follows what the chart shows: single periods, up to the last."""
    is_single = detail.measure.window == "period" and forecast.frequency == frequency
    return is_single and bool(forecast.edges) and forecast.first == last.shift(1).start


def _rows_ahead(rows: Sequence[ChartPeriod], forecast: Forecast) -> list[ChartPeriod]:
    """The forecast, at most as far as there are values before it; the target up to its due date."""
    found = []
    for at, told in enumerate(forecast.ahead[: max(len(rows), _LEAST_AHEAD)], rows[-1].at + 1):
        period = told.pop("period")
        is_wanted = forecast.asked == "value" and forecast.due_on is not None and period.start <= forecast.due_on
        found.append(ChartPeriod(at, period, None, None, forecast.target if is_wanted else None, ahead=told))
    return found


def _short(period: Period) -> str:
    """Oct 2026: with the year, for an axis."""
    short = period_text(period, short=True)
    return f"{short} {period.start.year}" if period.frequency is Frequency.MONTHLY else short


def _without_gaps(periods: Sequence[Period]) -> list[Period]:
    """Periods with those between them; in steps as wide as the narrowest where all are whole steps apart."""
    if not periods:
        return []
    gaps = [sum(1 for _ in one.until(other)) - 1 for one, other in pairwise(periods)]
    smallest = min(gaps, default=1)
    step = smallest if all(gap % smallest == 0 for gap in gaps) else 1
    return [periods[0].shift(n * step) for n in range(sum(gaps) // step + 1)]


def _bands(zone: Zone | None) -> tuple[Band, ...]:
    """The colours behind a period, from below; neighbours that meet where there is no colour between are left out."""
    if zone is None or not zone.has_colours:
        return ()
    bands, bottom = [], None
    if zone.green_from is not None:
        if zone.red_below is not None:
            bands.append(Band(None, zone.red_below, POOR))
        bands.append(Band(zone.red_below, zone.green_from, FAIR))
        bottom = zone.green_from
    bands.append(Band(bottom, zone.green_to, GOOD))
    if zone.green_to is not None:
        bands.append(Band(zone.green_to, zone.red_above, FAIR))
        if zone.red_above is not None:
            bands.append(Band(zone.red_above, None, POOR))
    return tuple(band for band in bands if band.low is None or band.low != band.high)


def _band(zone: Zone | None) -> tuple[float, float] | None:
    return (zone.low, zone.high) if zone and zone.low is not None and zone.high is not None else None


def _legend(picture: Picture, own: str, rows: Sequence[ChartPeriod], shown: Shown, scale: str = "") -> tuple[Key, ...]:
    keys = [Key("mark-own", own)]
    keys += _legend_of(_("Target"), {shown(row.wanted) for row in rows if row.wanted is not None})
    keys += _legend_of(_("Band"), {_from_to(*row.band, shown) for row in rows if row.band})
    if any(value is not None for value in picture.course):
        keys.append(Key("mark-course", _("Expected by then")))
    if any(row.ahead for row in rows):
        keys.append(Key("mark-ahead", _("Forecast, with bands of 50, 80 and 95 %")))
    if None in picture.values[: sum(row.ahead is None for row in rows)]:
        keys.append(Key("mark-gap", _("No value")))
    if any(picture.noted):
        keys.append(Key("mark-note", _("With a note")))
    colours = {band.colour for bands in picture.bands for band in bands}
    named = zip((GOOD, FAIR, POOR), _STATUSES_OF.get(scale, (ON_TRACK, AT_RISK, OFF_TRACK)), strict=True)
    words = [(colour, STATUSES[status]) for colour, status in named if colour in colours]
    return (*keys, *(Key(f"swatch {word.tone}", str(word.label)) for _colour, word in words))


def _from_to(low: float, high: float, shown: Shown) -> str:
    """Both edges, the unit named once: behind the second, or as a sign before each."""
    first, last = shown(low), shown(high)
    number, space, unit = first.partition(NBSP)
    return f"{number if unit and last.endswith(space + unit) else first} – {last}"


def _legend_of(word: str, wanted: set[str]) -> list[Key]:
    """A target that never changed is named with its number."""
    if not wanted:
        return []
    return [Key("mark-aim", f"{word} {wanted.pop()}" if len(wanted) == 1 else word)]


def _words(name: str, rows: Sequence[ChartPeriod], shown: Shown, aim: str) -> str:
    known = [row for row in rows if row.number is not None]
    words = ngettext(
        "%(name)s: one value, %(last)s in %(end)s",
        "%(name)s: %(count)s values, from %(first)s in %(start)s to %(last)s in %(end)s",
        len(known),
    ) % {
        "name": name,
        "count": len(known),
        "first": shown(known[0].number),
        "start": _short(known[0].period),
        "last": shown(known[-1].number),
        "end": _short(known[-1].period),
    }
    gaps = len(rows) - len(known)
    if gaps:
        words += "; " + _("%(gaps)s missing") % {"gaps": gaps}
    return words + (f"; {aim}" if aim else "") + "."
