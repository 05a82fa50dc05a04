"""Charts drawn on the server as SVG by Vega-Lite; colours and fonts come from the stylesheet."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import vl_convert
from django.core.cache import cache
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hoshin.base.periods import Frequency, Period
from hoshin.scorecards.selectors import MeasureDetail, Point
from hoshin.web.wording import is_missing, period_text, score_text, value_text

# The drawing program wants colours; each stands for a variable of the stylesheet, so that themes work.
INK, FAINT, LINE, AIM, COURSE, SHEET = "#010101", "#020202", "#030303", "#040404", "#050505", "#060606"
GOOD, FAIR, POOR = "#070707", "#080808", "#090909"
VARIABLES = {
    INK: "ink", FAINT: "ink-2", LINE: "line", AIM: "indigo", COURSE: "edge", SHEET: "sheet",
    GOOD: "good-wash", FAIR: "fair-wash", POOR: "poor-wash",
}  # fmt: skip
WIDE, SLIM = (860, 250), (340, 210)
KEPT_SECONDS = 24 * 3600
LONGEST_UNIT = 12


@dataclass(frozen=True, slots=True)
class Band:
    """A range of values with a tone; None is the end of the axis."""

    low: float | None
    high: float | None
    colour: str


@dataclass(frozen=True, slots=True)
class Series:
    """Values by period, gaps as None; `expected` is what was wanted in each, `aim` the target in the end."""

    labels: Sequence[str]
    values: Sequence[float | None]
    expected: Sequence[float | None]
    aim: float | None
    bands: Sequence[Band]
    last: str
    aim_words: str = ""


def measure_chart(detail: MeasureDetail) -> SafeString:
    """The values of a measure against its target, trajectory and bands; nothing where there is no value."""
    measure, line = detail.measure, detail.line
    if line is None:
        return mark_safe("")
    points = _observed(detail.points, Frequency(measure.frequency))
    if not points:
        return mark_safe("")
    periods = _without_gaps([period for period, _ in points])
    known = dict(points)
    values = [known[period].value if period in known else None for period in periods]
    aim = line.target if measure.trajectory in ("flat", "step") else getattr(detail.target, "target", None)

    def shown(number: float | None) -> str:
        return value_text(number, _short_unit(measure.unit_of_measure), measure.decimals)

    series = Series(
        [_short(period) for period in periods],
        values,
        [known[period].target if period in known else None for period in periods],
        aim,
        _bands(detail, aim),
        shown(next((value for value in reversed(values) if value is not None), None)),
        _("target %(target)s") % {"target": shown(aim)} if aim is not None else "",
    )
    return _drawn(series, _words(measure.name, series, shown))


def score_chart(name: str, points: Sequence[Point], red: float, green: float) -> SafeString:
    """Scores over time within the cut points of the scorecard; nothing where there is no score."""
    known = [point for point in points if point.score is not None]
    if not known:
        return mark_safe("")
    points = points[points.index(known[0]) :]
    series = Series(
        [_short(point.period) for point in points],
        [point.score for point in points],
        [None] * len(points),
        None,
        [Band(0, red, POOR), Band(red, green, FAIR), Band(green, 100, GOOD)],
        score_text(known[-1].score),
    )
    return _drawn(series, _words(name, series, score_text), (0.0, 100.0))


def _short_unit(unit: str) -> str:
    return unit if len(unit) <= LONGEST_UNIT else ""


def _short(period: Period) -> str:
    """Oct 2026: with the year, for an axis."""
    short = period_text(period, short=True)
    return f"{short} {period.start.year}" if period.frequency is Frequency.MONTHLY else short


def _observed(points: Sequence[Point], frequency: Frequency) -> list[tuple[Period, Point]]:
    """Points by the period in which the value was observed, each observation once."""
    found: dict[Period, Point] = {}
    for point in points:
        if point.value is not None and point.observed_on is not None:
            found[Period.containing(point.observed_on, frequency)] = point
    return sorted(found.items())


def _without_gaps(periods: Sequence[Period]) -> list[Period]:
    step = _coarsest_step(periods)
    return [periods[0].shift(n * step) for n in range((_distance(periods[0], periods[-1])) // step + 1)]


def _coarsest_step(periods: Sequence[Period]) -> int:
    """Months in a quarterly scorecard stand three apart: the smallest distance that occurs."""
    gaps = [_distance(one, other) for one, other in pairwise(periods)]
    smallest = min(gaps, default=1)
    return smallest if all(gap % smallest == 0 for gap in gaps) else 1


def _distance(one: Period, other: Period) -> int:
    return sum(1 for _ in one.until(other)) - 1


def _bands(detail: MeasureDetail, aim: float | None) -> list[Band]:
    target, plan = detail.target, detail.plan
    if target is None or plan is None:
        return []
    red, green = plan.red_below / 100, plan.green_from / 100
    match detail.method:
        case "thresholds" if target.red is not None and target.green is not None:
            return _three(target.red, target.green)
        case "attainment" if target.baseline is not None and aim is not None:
            way = aim - target.baseline
            return _three(target.baseline + red * way, target.baseline + green * way)
        case "ratio" if aim is not None and aim > 0:
            is_lower = detail.measure.direction == "lower"
            return _three(aim / red, aim / green) if is_lower else _three(aim * red, aim * green)
        case "band_flat" | "band_tent" if target.low is not None and target.high is not None:
            return [
                Band(None, target.low, FAIR),
                Band(target.low, target.high, GOOD),
                Band(target.high, None, FAIR),
            ]
    return []


def _three(red: float, green: float) -> list[Band]:
    if red == green:
        return []
    if red < green:
        return [Band(None, red, POOR), Band(red, green, FAIR), Band(green, None, GOOD)]
    return [Band(None, green, GOOD), Band(green, red, FAIR), Band(red, None, POOR)]


def _words(name: str, series: Series, shown: Any) -> str:
    known = [(label, value) for label, value in zip(series.labels, series.values) if value is not None]
    words = _("%(name)s: %(count)s values, from %(first)s in %(start)s to %(last)s in %(end)s") % {
        "name": name,
        "count": len(known),
        "first": shown(known[0][1]),
        "start": known[0][0],
        "last": shown(known[-1][1]),
        "end": known[-1][0],
    }
    gaps = len(series.values) - len(known)
    if gaps:
        words += "; " + _("%(gaps)s missing") % {"gaps": gaps}
    return words + (f"; {series.aim_words}" if series.aim_words else "") + "."


def _drawn(series: Series, words: str, domain: tuple[float, float] | None = None) -> SafeString:
    """Both widths of the chart, of which the stylesheet shows the one that fits."""
    low, high = domain or _domain(series)
    drawings = [
        _svg(_spec(series, low, high, width, height, ticks), words, css)
        for (width, height), ticks, css in ((WIDE, 7, "chart wide-chart"), (SLIM, 3, "chart slim-chart"))
    ]
    return mark_safe("".join(drawings))  # noqa: S308 (what users wrote is escaped on the way)


def _domain(series: Series) -> tuple[float, float]:
    edges = [edge for band in series.bands for edge in (band.low, band.high) if edge is not None]
    shown = [value for value in (*series.values, *series.expected, series.aim) if not is_missing(value)]
    low, high = min(shown), max(shown)
    reach = (high - low) or abs(high) or 1.0
    near = [edge for edge in edges if low - reach <= edge <= high + reach]
    low, high = min([low, *near]), max([high, *near])
    pad = 0.08 * ((high - low) or abs(high) or 1.0)
    return (low - pad if low < 0 or low - pad > 0 else min(low, 0.0)), high + pad


def _spec(series: Series, low: float, high: float, width: int, height: int, ticks: int) -> dict[str, Any]:
    count = len(series.labels)
    last = max(index for index, value in enumerate(series.values) if value is not None)
    x = {"field": "at", "type": "quantitative", "scale": {"domain": [-0.3, max(count - 1, 1) + 0.3], "nice": False}}
    y = {"field": "value", "type": "quantitative", "scale": {"domain": [low, high], "nice": False, "zero": False}}
    axis = {
        "values": sorted({round(n * (count - 1) / max(min(ticks, count) - 1, 1)) for n in range(min(ticks, count))}),
        "labelExpr": f"{json.dumps(list(series.labels))}[datum.value]",
        "title": None, "grid": False, "labelOverlap": True, "labelFlush": True,
    }  # fmt: skip
    layers: list[dict[str, Any]] = [_band_layer(series.bands, low, high, width)]
    drawn = [*enumerate(series.expected)]
    if len({value for _, value in drawn if value is not None}) > 1:
        layers.append(_line_layer(drawn, x, y, {"stroke": COURSE, "strokeDash": [2, 3], "strokeWidth": 1.4}))
    if series.aim is not None:
        layers.append(_aim_layer(series, width))
    known = [(at, value) for at, value in enumerate(series.values) if value is not None]
    if len(known) < count:
        layers.append(_line_layer(known, x, y, {"stroke": COURSE, "strokeDash": [2, 3], "strokeWidth": 1.2}))
    own = {"stroke": INK, "strokeWidth": 1.9, "strokeJoin": "round"}
    layers.append(_line_layer([*enumerate(series.values)], x | {"axis": axis}, y | {"axis": {"title": None}}, own))
    if count <= 40:
        layers.append(_points_layer([*enumerate(series.values)], 22))
    layers += [_points_layer([(last, series.values[last])], 70), _last_layer(series, last, count)]
    for layer in layers:
        layer.setdefault("encoding", {}).setdefault("y", {}).setdefault("scale", y["scale"])
        layer["encoding"].setdefault("x", {}).setdefault("scale", x["scale"])
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width - 78, "height": height - 42, "padding": {"left": 48, "top": 14, "right": 30, "bottom": 28},
        "background": None,
        "autosize": {"type": "none"}, "layer": layers, "config": _CONFIG,
        "bounds": "flush",
    }  # fmt: skip


_CONFIG = {
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        "labelColor": FAINT, "labelFontSize": 12, "domainColor": LINE, "tickColor": LINE, "gridColor": LINE,
        "ticks": False, "labelPadding": 6, "tickCount": 4, "domain": False,
    },
}  # fmt: skip


def _band_layer(bands: Sequence[Band], low: float, high: float, width: int) -> dict[str, Any]:
    shown = []
    for band in bands:
        bottom = max(low if band.low is None else band.low, low)
        top = min(high if band.high is None else band.high, high)
        if top > bottom:
            shown.append({"bottom": bottom, "top": top, "colour": band.colour})
    return {
        "data": {"values": shown},
        "mark": {"type": "rect", "x": 0, "x2": width - 78},
        "encoding": {
            "y": {"field": "bottom", "type": "quantitative", "title": None},
            "y2": {"field": "top"},
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
    }


def _line_layer(pairs: Sequence[tuple[int, float | None]], x: Any, y: Any, mark: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": [{"at": at, "value": value} for at, value in pairs]},
        "mark": {"type": "line", "invalid": "break-paths-show-path-domains", **mark},
        "encoding": {"x": dict(x), "y": dict(y)},
    }


def _points_layer(pairs: Sequence[tuple[int, float | None]], size: int) -> dict[str, Any]:
    return {
        "data": {"values": [{"at": at, "value": value} for at, value in pairs if value is not None]},
        "mark": {"type": "point", "filled": True, "fill": INK, "stroke": SHEET, "strokeWidth": 1.2, "opacity": 1,
                 "size": size},
        "encoding": {
            "x": {"field": "at", "type": "quantitative"},
            "y": {"field": "value", "type": "quantitative"},
        },
    }  # fmt: skip


def _aim_layer(series: Series, width: int) -> dict[str, Any]:
    mark = {"type": "rule", "stroke": AIM, "strokeDash": [5, 4], "strokeWidth": 1.4, "x": 0, "x2": width - 78}
    rule = {"mark": mark}
    text = {
        "mark": {"type": "text", "x": 4, "align": "left", "baseline": "bottom", "dy": -4, "fontSize": 12, "fill": AIM},
        "encoding": {"text": {"value": series.aim_words}},
    }
    place = {"y": {"datum": series.aim, "type": "quantitative"}}
    text["encoding"] |= place  # type: ignore[operator]
    return {"data": {"values": [{}]}, "encoding": place, "layer": [rule, text]}


def _last_layer(series: Series, last: int, count: int) -> dict[str, Any]:
    is_right = last > count * 0.75
    return {
        "data": {"values": [{"at": last, "value": series.values[last]}]},
        "mark": {"type": "text", "align": "right" if is_right else "left", "dx": 0 if is_right else 8, "dy": -12,
                 "fontSize": 13, "fontWeight": 600, "fill": INK, "text": series.last,
                 "stroke": SHEET, "strokeWidth": 4, "strokeJoin": "round"},
        "encoding": {
            "x": {"field": "at", "type": "quantitative"},
            "y": {"field": "value", "type": "quantitative"},
        },
    }  # fmt: skip


def _svg(spec: dict[str, Any], words: str, css: str) -> str:
    text = json.dumps(spec, sort_keys=True)
    key = "chart-" + hashlib.sha256(text.encode()).hexdigest()
    body = cache.get(key)
    if body is None:
        body = _in_our_colours(vl_convert.vegalite_to_svg(spec))
        cache.set(key, body, KEPT_SECONDS)
    return body.replace("<svg ", f'<svg class="{css}" role="img" aria-label="{escape(words)}" ', 1)


def _in_our_colours(svg: str) -> str:
    view = re.search(r'viewBox="([^"]+)"', svg)
    inner = svg[svg.index(">", svg.index("<svg")) + 1 :]
    inner = re.sub(r' (role|aria-[a-z]+)="[^"]*"', "", inner)
    inner = re.sub(r' font-(family|size)="(?!1[23]px)[^"]*"', "", inner)
    inner = inner.replace(
        f'stroke="{SHEET}" stroke-width="4"', f'paint-order="stroke" stroke="{SHEET}" stroke-width="4"'
    )
    for colour, name in VARIABLES.items():
        inner = inner.replace(f'"{colour}"', f'"var(--{name})"')
    return f'<svg viewBox="{view[1] if view else "0 0 860 250"}">{inner}'
