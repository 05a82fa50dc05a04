"""Small multiples and the Pareto chart, drawn on the server; colours come from the stylesheet. A table says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDE, HIGH, EDGE = 200.0, 72.0, 5.0
BAR, TALL = 26.0, 150.0
MOST_BARS = 24


@dataclass(frozen=True, slots=True)
class SharedScale:
    """The lowest and the highest value that all small charts of a page share."""

    low: float
    high: float

    def y(self, value: float) -> float:
        reach = (self.high - self.low) or 1.0
        return HIGH - EDGE - (HIGH - 2 * EDGE) * (value - self.low) / reach


def span_of(courses: Sequence[Sequence[float | None]]) -> SharedScale:
    """From the lowest to the highest of all; from zero where they don't lie far above it."""
    known = [value for course in courses for value in course if value is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    if 0 < low < (high - low) * 2:
        low = 0.0
    return SharedScale(min(low, 0.0) if low < 0 else low, high)


def multiple_svg(course: Sequence[float | None], span: SharedScale, words: str) -> SafeString:
    """A member's values over time on the scale that all share, with gaps where none is known and a point at the last."""
    step = (WIDE - 2 * EDGE) / max(len(course) - 1, 1)
    points = [None if value is None else (EDGE + at * step, span.y(value)) for at, value in enumerate(course)]
    known = [point for point in points if point is not None]
    path = []
    for at, point in enumerate(points):
        if point is not None:
            path.append(f"{'M' if at == 0 or points[at - 1] is None else 'L'}{point[0]:.1f} {point[1]:.1f}")
    # A value between two gaps has no line: a point stands for it.
    alone = [
        point
        for at, point in enumerate(points)
        if point is not None
        and (at == 0 or points[at - 1] is None)
        and (at + 1 == len(points) or points[at + 1] is None)
    ]
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2"/>' for x, y in (*alone, *known[-1:]))
    base = f'<path class="base" d="M0 {span.y(max(span.low, 0.0) if span.low <= 0 else span.low):.1f}H{WIDE:.0f}"/>'
    return mark_safe(  # noqa: S308 – numbers of our own, and words that are escaped
        f'<svg class="multiple" viewBox="0 0 {WIDE:.0f} {HIGH:.0f}" role="img" aria-label="{escape(words)}">'
        f'{base}<path class="line" d="{"".join(path)}"/>{dots}</svg>'
    )


def pareto_svg(lines: Sequence[tuple[float, float]], most: int, words: str) -> SafeString:
    """Bars of shares from the largest to the smallest with the line of shares added up; `most` make four fifths."""
    width = BAR * len(lines) + 2 * EDGE
    bars, points = [], []
    for at, (share, cumulated) in enumerate(lines):
        x = EDGE + at * BAR
        css = ' class="most"' if at < most else ""
        bars.append(
            f'<rect{css} x="{x + 2:.1f}" y="{_y(share):.1f}" width="{BAR - 4:.0f}" height="{_y(0) - _y(share):.1f}"/>'
        )
        points.append(f"{x + BAR / 2:.1f} {_y(cumulated):.1f}")
    aim = f'<path class="aim" d="M0 {_y(0.8):.1f}H{width:.0f}"/>'
    return mark_safe(  # noqa: S308 – numbers of our own, and words that are escaped
        f'<svg class="pareto" viewBox="0 0 {width:.0f} {TALL:.0f}" role="img" aria-label="{escape(words)}">'
        f'{"".join(bars)}{aim}<path class="line" d="M{"L".join(points)}"/></svg>'
    )


def _y(share: float) -> float:
    return TALL - EDGE - (TALL - 2 * EDGE) * min(max(share, 0.0), 1.0)
