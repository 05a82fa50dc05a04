"""Small drawings made on the server: the shapes of statuses, sparklines and icons. Colours come from CSS."""

import math
from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

SHAPES = {
    "circle": '<circle cx="6" cy="6" r="5" fill="currentColor"/>',
    "triangle": '<path d="M6 1 11.5 11H.5Z" fill="currentColor"/>',
    "square": '<rect x="1.2" y="1.2" width="9.6" height="9.6" fill="currentColor"/>',
    "ring": '<circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" stroke-width="1.4"/>',
    "clock": '<circle cx="6" cy="6" r="4.8" fill="none" stroke="currentColor" stroke-width="1.4"/>'
    '<path d="M6 3.2V6H8.4" fill="none" stroke="currentColor" stroke-width="1.4"/>',
    "dots": '<circle cx="1.8" cy="6" r="1.4" fill="currentColor"/><circle cx="6" cy="6" r="1.4" fill="currentColor"/>'
    '<circle cx="10.2" cy="6" r="1.4" fill="currentColor"/>',
    "disc": '<circle cx="6" cy="6" r="5.1" fill="none" stroke="currentColor" stroke-width="1.2"/>'
    '<circle cx="6" cy="6" r="3" fill="currentColor"/>',
    "star": '<path d="M6 .4 7.7 4l3.9.5-2.8 2.8.7 4L6 9.4l-3.5 1.9.7-4L.4 4.5 4.3 4Z" fill="currentColor"/>',
}

ICONS = {
    "scorecard": "M2 3h12M2 8h12M2 13h12M6 3v10",
    "strategy_map": "M5 3.5h6v3H5zM2 10.5h4v3H2zM10 10.5h4v3h-4zM4 10.5 7 6.5M12 10.5 9 6.5",
    "objectives": "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
    "measures": "M2 13.5 6 8l3 3 5-7.5M2 2.5v11h12",
    "plan": "M3 2h7l3 3v9H3zM10 2v3h3M5.5 8.5h5M5.5 11h5",
    "exchange": "M5 13V3M2.5 5.5 5 3l2.5 2.5M11 3v10M8.5 10.5 11 13l2.5-2.5",
    "audit_trail": "M8 14A6 6 0 1 0 2.4 6M2 3v3h3M8 5v3.2l2.2 1.6",
    "users": "M6 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM1.5 13.5c.3-2.5 2-4 4.5-4s4.2 1.5 4.5 4"
    "M11 3.3a2.5 2.5 0 0 1 0 4.4M12 9.8c1.5.5 2.3 1.8 2.5 3.7",
    "settings": "M2 5h6M12 5h2M10 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM2 11h2M8 11h6M6 13a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
    "organisation": "M5.5 2h5v3.5h-5zM1.5 10.5h4V14h-4zM10.5 10.5h4V14h-4zM8 5.5V8M3.5 10.5V8h9v2.5",
    "star": "M8 2l1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5Z",
    "more": "M3 4h10M3 8h10M3 12h10",
    "find": "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.7 10.7 14 14",
    "close": "M3.5 3.5l9 9M12.5 3.5l-9 9",
    "down": "M4 6l4 4 4-4",
    "right": "M6 4l4 4-4 4",
    "plus": "M8 3v10M3 8h10",
    "check": "M3 8.5 6.5 12 13 4.5",
    "edit": "M3 13l.7-3L11 2.7 13.3 5 6 12.3z",
    "trash": "M3 4.5h10M6.5 4.5V2.5h3v2M4.5 4.5l.7 9h5.6l.7-9",
    "drag": "M6 3.5v.01M10 3.5v.01M6 8v.01M10 8v.01M6 12.5v.01M10 12.5v.01",
    "info": "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.2V11M8 4.9v.01",
    "warning": "M8 2 14.5 13.5h-13ZM8 6.5v3.2M8 11.5v.01",
    "bell": "M3 11.5h10L11.8 10V7a3.8 3.8 0 0 0-7.6 0v3ZM6.7 13.2a1.4 1.4 0 0 0 2.6 0",
    "lock": "M4 7.5h8v6H4zM5.7 7.5V5a2.3 2.3 0 0 1 4.6 0v2.5",
    "sun": "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7"
    "M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7",
    "moon": "M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5Z",
    "why": "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM6.3 6.3a1.8 1.8 0 1 1 2.5 1.7c-.6.3-.8.7-.8 1.3M8 11.3v.01",
}


@lru_cache
def shape_svg(shape: str) -> SafeString:
    """The shape that stands beside the word of a status, 12 × 12, in the colour of its text."""
    return mark_safe(f'<svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">{SHAPES[shape]}</svg>')  # noqa: S308 (our own)


@lru_cache
def icon_svg(name: str) -> SafeString:
    """A line icon, 16 × 16, hidden from those who hear the page: the words beside it say the same.

    By its name, or as the path itself, which begins with M: a slice brings its own.
    """
    path = name if name.startswith("M") else ICONS[name]
    return mark_safe(f'<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="{path}"/></svg>')  # noqa: S308 – our own shapes


def spark_svg(
    values: Sequence[float | None], aim: float | None = None, tone: str = "none", words: str = ""
) -> SafeString:
    """A line through a few values, oldest first, with gaps where there is none and a point at the last one.

    `aim` draws a dashed line at that value. Nothing at all is drawn where no value is known.
    """
    known = [value for value in values if value is not None and math.isfinite(value)]
    if not known:
        return mark_safe("")
    low, high = min(known + ([] if aim is None else [aim])), max(known + ([] if aim is None else [aim]))
    step = 88.8 / max(len(values) - 1, 1)

    def height(value: float) -> float:
        return 12.0 if high == low else 21.0 - 18.0 * (value - low) / (high - low)

    places = [
        None if value is None or not math.isfinite(value) else (2 + index * step, height(value))
        for index, value in enumerate(values)
    ]
    last = next(place for place in reversed(places) if place)
    aim_line = "" if aim is None else f'<path class="aim" d="M2 {height(aim):.1f}H94"/>'
    return mark_safe(  # noqa: S308 – numbers of our own, and words that are escaped
        f'<svg class="spark {escape(tone)}" viewBox="0 0 96 24" role="img" aria-label="{escape(words)}">{aim_line}'
        f'<path d="{_line(places)}"/><circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="2.4"/></svg>'
    )


def _line(places: Sequence[tuple[float, float] | None]) -> str:
    parts, is_drawing = [], False
    for index, place in enumerate(places):
        if place is None:
            is_drawing = False
            continue
        parts.append(f"{'L' if is_drawing else 'M'}{place[0]:.1f} {place[1]:.1f}")
        is_alone = not is_drawing and (index + 1 == len(places) or places[index + 1] is None)
        if is_alone:
            parts.append("h.01")
        is_drawing = True
    return "".join(parts)
