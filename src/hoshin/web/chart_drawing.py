"""Draws a chart on the server as SVG by Vega-Lite; colours and fonts come from the stylesheet."""

import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import vl_convert
from django.core.cache import cache
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hoshin.base.amounts import is_missing, number_text

# The drawing program wants colours; each stands for a variable of the stylesheet, so that themes work.
INK, FAINT, LINE, AIM, COURSE, SHEET = "#010101", "#020202", "#030303", "#040404", "#050505", "#060606"
GOOD, FAIR, POOR = "#070707", "#080808", "#090909"
VARIABLES = {
    INK: "ink", FAINT: "ink-2", LINE: "line", AIM: "indigo", COURSE: "edge", SHEET: "sheet",
    GOOD: "good-wash", FAIR: "fair-wash", POOR: "poor-wash",
}  # fmt: skip
WIDE, SLIM = (860, 250), (340, 210)
LEFT, TOP, RIGHT, BOTTOM = 48, 14, 30, 28
OVERHANG = 0.3
LETTER, ROOM = 8, 30
# Steps of an axis and from which part of a power of ten each is the nearest: 1, 2, 5 or 10 of them.
_ROUND = ((10, 50**0.5), (5, 10**0.5), (2, 2**0.5), (1, 0.0))
KEPT_SECONDS = 24 * 3600
Heights = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Band:
    """A range of values with a colour; None is the end of the axis."""

    low: float | None
    high: float | None
    colour: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, one entry for each period and None where there is nothing.

    `wanted` are lines in steps: the target, or the edges of a band; `course` is the way to a target, `bands` the colours
    behind a period, `noted` says which values somebody wrote about. `domain` fixes the axis, `last` stands beside the last
    value. `ahead` are the mean and the edges of bands of periods to come.
    """

    labels: Sequence[str]
    values: Heights
    wanted: Sequence[Heights]
    course: Heights
    bands: Sequence[Sequence[Band]]
    noted: Sequence[bool]
    last: str
    domain: tuple[float, float] | None = None
    ahead: Sequence[Mapping[str, float] | None] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """Size of a drawing in pixels, what its axes span, and the numbers beside the upright one."""

    width: int
    height: int
    low: float
    high: float
    count: int
    marks: tuple[float, ...]
    texts: tuple[str, ...]

    @property
    def left(self) -> int:
        """Room for the longest number: half a number would be another one."""
        return max(LEFT, LETTER * max(map(len, self.texts), default=0) + 8)

    @property
    def step(self) -> float:
        first, last = _ends(self.count)
        return (self.width - self.left - RIGHT) / (last - first)

    @property
    def rise(self) -> float:
        return (self.height - TOP - BOTTOM) / (self.high - self.low)


def drawn(picture: Picture, words: str) -> SafeString:
    """Both widths of the chart, of which the stylesheet shows the one that fits; `words` say what it shows."""
    low, high = picture.domain or _domain(picture)
    marks, texts = _marks(low, high)
    drawings = []
    for (width, height), ticks, css in ((WIDE, 7, "chart wide-chart"), (SLIM, 3, "chart slim-chart")):
        frame = _Frame(width, height, low, high, len(picture.labels), marks, texts)
        drawings.append(_svg(_spec(picture, frame, ticks), words, css, _place(frame)))
    return mark_safe("".join(drawings))  # noqa: S308 (what users wrote is escaped on the way)


def _place(frame: _Frame) -> str:
    """Where periods and values lie in the drawing, for whoever points at them: x, step, top, bottom, low, high."""
    first = frame.left - _ends(frame.count)[0] * frame.step
    return f"{first:.2f} {frame.step:.4f} {TOP} {frame.height - BOTTOM} {frame.low!r} {frame.high!r}"


def _ends(count: int) -> tuple[float, float]:
    return -OVERHANG, max(count - 1, 1) + OVERHANG


def _marks(low: float, high: float) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Round numbers that divide a range into about four parts, and how they are written."""
    part = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(part))
    step = power * next(factor for factor, least in _ROUND if part / power >= least)
    found = tuple(n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1))
    digits = max(0, -math.floor(math.log10(step)))
    return found, tuple(number_text(mark, digits) for mark in found)


def _texts_by_mark(frame: _Frame) -> str:
    """What the drawing program reckons with: the text of a mark by its number."""
    if len(frame.marks) < 2:
        return json.dumps(frame.texts[0]) if frame.texts else "''"
    return f"{json.dumps(frame.texts)}[round((datum.value - {frame.marks[0]!r}) / {frame.marks[1] - frame.marks[0]!r})]"


def _domain(picture: Picture) -> tuple[float, float]:
    edges = {edge for bands in picture.bands for band in bands for edge in (band.low, band.high) if edge is not None}
    shown = [value for value in (*picture.values, *picture.course, *chain(*picture.wanted)) if not is_missing(value)]
    shown += [told[edge] for told in picture.ahead if told for edge in ("lo80", "hi80")]
    low, high = min(shown), max(shown)
    reach = (high - low) or abs(high) or 1.0
    near = [edge for edge in edges if low - reach <= edge <= high + reach]
    low, high = min([low, *near]), max([high, *near])
    pad = 0.08 * ((high - low) or abs(high) or 1.0)
    return (low - pad if low < 0 or low - pad > 0 else min(low, 0.0)), high + pad


def _spec(picture: Picture, frame: _Frame, ticks: int) -> dict[str, Any]:
    count, low, high = frame.count, frame.low, frame.high
    left, right = _ends(count)
    x = {"field": "at", "type": "quantitative", "scale": {"domain": [left, right], "nice": False}}
    y = {"field": "value", "type": "quantitative", "scale": {"domain": [low, high], "nice": False, "zero": False}}
    axis = {
        "values": sorted({round(n * (count - 1) / max(min(ticks, count) - 1, 1)) for n in range(min(ticks, count))}),
        "labelExpr": f"{json.dumps(list(picture.labels))}[datum.value]",
        "title": None, "grid": False, "labelOverlap": True, "labelFlush": True,
    }  # fmt: skip
    # With fewer to count, the drawing program would leave out every second of those that it is given.
    told = {"values": list(frame.marks), "tickCount": len(frame.marks), "labelExpr": _texts_by_mark(frame)}
    upright = {"title": None, **told}
    known = [(at, value) for at, value in enumerate(picture.values) if value is not None]
    layers = [_band_layer(picture.bands, low, high, count), *_ahead_layers(picture, known[-1], (low, high), x, y)]
    layers += _aim_layers(picture, x, y)
    if len(known) < known[-1][0] - known[0][0] + 1:
        layers.append(_line_layer(known, x, y, {"stroke": COURSE, "strokeDash": [2, 3], "strokeWidth": 1.2}))
    own = {"stroke": INK, "strokeWidth": 1.9, "strokeJoin": "round"}
    layers.append(_line_layer([*enumerate(picture.values)], x | {"axis": axis}, y | {"axis": upright}, own))
    if count <= 40:
        layers.append(_points_layer(known, 22))
    noted = [(at, value) for at, value in known if picture.noted[at]]
    if noted:
        layers.append(_rings_layer(noted))
    layers += [
        _points_layer(known[-1:], 70),
        _last_layer(picture, known, _label_shift(picture.last, known, frame)),
    ]
    for layer in layers:
        layer.setdefault("encoding", {}).setdefault("y", {}).setdefault("scale", y["scale"])
        layer["encoding"].setdefault("x", {}).setdefault("scale", x["scale"])
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": frame.width - frame.left - RIGHT, "height": frame.height - TOP - BOTTOM,
        "padding": {"left": frame.left, "top": TOP, "right": RIGHT, "bottom": BOTTOM},
        "background": None, "autosize": {"type": "none"}, "layer": layers, "config": _CONFIG, "bounds": "flush",
    }  # fmt: skip


_CONFIG = {
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        "labelColor": FAINT, "labelFontSize": 12, "domainColor": LINE, "tickColor": LINE, "gridColor": LINE,
        "ticks": False, "labelPadding": 6, "tickCount": 4, "domain": False,
    },
}  # fmt: skip


def _band_layer(bands: Sequence[Sequence[Band]], low: float, high: float, count: int) -> dict[str, Any]:
    """One rectangle for each colour and run of periods with the same edges; a run ends half-way to the next."""
    left, right = _ends(count)
    shown = []
    for first, last in _runs(bands):
        span = {"from": left if first == 0 else first - 0.5, "to": right if last == count - 1 else last + 0.5}
        for band in bands[first]:
            bottom = low if band.low is None else max(band.low, low)
            top = high if band.high is None else min(band.high, high)
            if top > bottom:
                shown.append({"bottom": bottom, "top": top, "colour": band.colour, **span})
    return {
        "data": {"values": shown},
        "mark": {"type": "rect"},
        "encoding": {
            "x": {"field": "from", "type": "quantitative"},
            "x2": {"field": "to"},
            "y": {"field": "bottom", "type": "quantitative", "title": None},
            "y2": {"field": "top"},
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
    }


def _runs(entries: Sequence[Any]) -> list[tuple[int, int]]:
    """First and last place of each run of equal entries."""
    starts = [at for at in range(len(entries)) if at == 0 or entries[at] != entries[at - 1]]
    return list(zip(starts, [*(start - 1 for start in starts[1:]), len(entries) - 1], strict=True))


def _aim_layers(picture: Picture, x: Any, y: Any) -> list[dict[str, Any]]:
    layers = []
    if any(value is not None for value in picture.course):
        layers.append(
            _line_layer([*enumerate(picture.course)], x, y, {"stroke": AIM, "strokeDash": [1, 3], "strokeWidth": 1.6})
        )
    left, right = _ends(len(picture.labels))
    for wanted in picture.wanted:
        steps: list[tuple[float, float | None]] = []
        for first, last in _runs(wanted):
            start = left if first == 0 else first - 0.5
            end = right if last == len(wanted) - 1 else last + 0.5
            steps += [(start, wanted[first]), (end, wanted[first])]
        if any(value is not None for _, value in steps):
            layers.append(_line_layer(steps, x, y, {"stroke": AIM, "strokeDash": [5, 4], "strokeWidth": 1.4}))
    return layers


def _ahead_layers(picture: Picture, last: tuple[int, float], ends: tuple[float, float], x: Any, y: Any) -> list[Any]:
    """Bands one over the other, and their middle, from the last value on; what lies beyond the axis ends at it."""
    told = [(at, one) for at, one in enumerate(picture.ahead) if one]
    if not told:
        return []
    low, high = ends
    layers = []
    for name, opacity in (("95", 0.1), ("80", 0.13), ("50", 0.16)):
        rows = [{"at": last[0], "bottom": last[1], "top": last[1]}]
        rows += [
            {"at": at, "bottom": max(one[f"lo{name}"], low), "top": min(one[f"hi{name}"], high)} for at, one in told
        ]
        layers.append(
            {
                "data": {"values": rows},
                "mark": {"type": "area", "fill": AIM, "fillOpacity": opacity, "line": False},
                "encoding": {
                    "x": dict(x),
                    "y": {"field": "bottom", "type": "quantitative", "title": None},
                    "y2": {"field": "top"},
                },
            }
        )
    middle = [last, *((at, min(max(one["mean"], low), high)) for at, one in told)]
    layers.append(_line_layer(middle, x, y, {"stroke": INK, "strokeDash": [2, 3], "strokeWidth": 1.4}))
    return layers


def _line_layer(pairs: Sequence[tuple[float, float | None]], x: Any, y: Any, mark: dict[str, Any]) -> dict[str, Any]:
    rows = [{"at": at, "value": value, "turn": turn} for turn, (at, value) in enumerate(pairs)]
    return {
        "data": {"values": rows},
        "mark": {"type": "line", "invalid": "break-paths-show-path-domains", **mark},
        "encoding": {"x": dict(x), "y": dict(y), "order": {"field": "turn", "type": "quantitative"}},
    }


def _points_layer(pairs: Sequence[tuple[int, float]], size: int) -> dict[str, Any]:
    mark = {"filled": True, "fill": INK, "stroke": SHEET, "strokeWidth": 1.2, "opacity": 1, "size": size}
    return _marks_layer(pairs, mark)


def _rings_layer(pairs: Sequence[tuple[int, float]]) -> dict[str, Any]:
    return _marks_layer(pairs, {"filled": False, "stroke": AIM, "strokeWidth": 1.5, "opacity": 1, "size": 120})


def _marks_layer(pairs: Sequence[tuple[int, float]], mark: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": [{"at": at, "value": value} for at, value in pairs]},
        "mark": {"type": "point", **mark},
        "encoding": {
            "x": {"field": "at", "type": "quantitative"},
            "y": {"field": "value", "type": "quantitative"},
        },
    }


def _label_shift(words: str, known: Sequence[tuple[int, float]], frame: _Frame) -> float:
    """Pixels from the last point to its words: below where the line comes from above, else over what runs there."""
    at, value = known[-1]
    wide = LETTER * len(words) / frame.step + 1
    near = [(other - value) * frame.rise for place, other in known[:-1] if at - place <= wide]
    below, over = (value - frame.low) * frame.rise, max([0.0, *near])
    if near and min(near) > 0 and below > ROOM:
        return 18
    if over < min(ROOM, (frame.high - value) * frame.rise + TOP - 23):
        return -12 - over
    return 18 if min(near) > -8 and below > 19 else -12


def _last_layer(picture: Picture, known: Sequence[tuple[int, float]], shift: float) -> dict[str, Any]:
    """The last value in words, beside its point."""
    at, value = known[-1]
    is_right = at > len(picture.labels) * 0.75
    return {
        "data": {"values": [{"at": at, "value": value}]},
        "mark": {"type": "text", "align": "right" if is_right else "left", "dx": 0 if is_right else 8,
                 "dy": shift, "fontSize": 13, "fontWeight": 600, "fill": INK, "text": picture.last,
                 "stroke": SHEET, "strokeWidth": 4, "strokeJoin": "round"},
        "encoding": {
            "x": {"field": "at", "type": "quantitative"},
            "y": {"field": "value", "type": "quantitative"},
        },
    }  # fmt: skip


def _svg(spec: dict[str, Any], words: str, css: str, place: str) -> str:
    text = json.dumps(spec, sort_keys=True)
    key = "chart-" + hashlib.sha256(text.encode()).hexdigest()
    body = cache.get(key)
    if body is None:
        body = _in_our_colours(vl_convert.vegalite_to_svg(spec))
        cache.set(key, body, KEPT_SECONDS)
    head = f'<svg class="{css}" data-place="{place}" role="img" aria-label="{escape(words)}" '
    return body.replace("<svg ", head, 1)


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
