"""Draws performance beside potential: a dot where a person lies, and a cross as far as the errors reach."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hoshin.reviews.assembly import CUTS, USUAL_SPREAD
from hoshin.reviews.selectors import CaseLine

_SIDE, _LEFT, _BOTTOM, _EDGE = 420, 34, 40, 8
_LOW, _HIGH = 1.0, 5.0


def boxes_svg(lines: Sequence[CaseLine]) -> SafeString | None:
    """The nine boxes with everybody who has a place in them; None where nobody has. The table beside it says the same."""
    placed = [line for line in lines if line.box is not None]
    if not placed:
        return None
    parts = [f'<path class="cut" d="M{_x(cut):.1f} {_EDGE}V{_SIDE - _BOTTOM}"/>' for cut in CUTS]
    parts += [f'<path class="cut" d="M{_LEFT} {_y(cut):.1f}H{_SIDE - _EDGE}"/>' for cut in CUTS]
    parts.append(
        f'<rect class="frame" x="{_LEFT}" y="{_EDGE}" width="{_SIDE - _EDGE - _LEFT}" height="{_SIDE - _BOTTOM - _EDGE}"/>'
    )
    for step in range(1, 6):
        parts.append(f'<text x="{_x(step):.1f}" y="{_SIDE - 24}" text-anchor="middle">{step}</text>')
        parts.append(f'<text x="{_LEFT - 8}" y="{_y(step) + 4:.1f}" text-anchor="end">{step}</text>')
    parts += [_person(line) for line in placed]
    across = format_html('<text x="{}" y="{}" text-anchor="middle">{}</text>', _middle(), _SIDE - 6, _("Performance"))
    turned = f"rotate(-90 11 {_middle()})"
    up = format_html(
        '<text x="11" y="{}" text-anchor="middle" transform="{}">{}</text>', _middle(), turned, _("Potential")
    )
    inside = mark_safe("".join(parts))  # noqa: S308 – made of numbers and of escaped names here
    words = _("Performance and potential of each person, with how far the errors reach; the table says the same.")
    return format_html(
        '<svg class="nine-box" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        _SIDE, _SIDE, words, inside, across, up,
    )  # fmt: skip


def _person(line: CaseLine) -> str:
    score, potential = line.result.score or _LOW, line.result.potential or _LOW
    error = line.result.error if line.result.error is not None else USUAL_SPREAD
    x, y = _x(score), _y(potential)
    reach = f"M{_x(score - error):.1f} {y:.1f}H{_x(score + error):.1f}"
    reach += f"M{x:.1f} {_y(potential - USUAL_SPREAD):.1f}V{_y(potential + USUAL_SPREAD):.1f}"
    kind = "between" if line.box is not None and line.box.is_between else "sure"
    return format_html(
        '<g class="{}"><title>{}</title><path class="reach" d="{}"/><circle cx="{}" cy="{}" r="5"/></g>',
        kind, line.result.person.name, reach, f"{x:.1f}", f"{y:.1f}",
    )  # fmt: skip


def _x(value: float) -> float:
    return _LEFT + _share(value) * (_SIDE - _EDGE - _LEFT)


def _y(value: float) -> float:
    return _SIDE - _BOTTOM - _share(value) * (_SIDE - _BOTTOM - _EDGE)


def _share(value: float) -> float:
    return (min(max(value, _LOW), _HIGH) - _LOW) / (_HIGH - _LOW)


def _middle() -> int:
    return (_SIDE + _LEFT) // 2
