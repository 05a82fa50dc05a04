"""Draws what years may cost: the curve on which amounts are exceeded, beside what is tolerated."""

import math

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hoshin.base.amounts import number_text
from hoshin.base.rounding import figure
from hoshin.risks.assembly import LossCurve

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 640, 240, 48, 30, 12, 16


def curve_svg(curve: LossCurve, words: str) -> SafeString:
    """The share of years above each amount, on a logarithmic axis of amounts, the tolerated curve dashed. `words` say it."""
    low, high = (math.log10(curve.points[at].amount) for at in (0, -1))

    def x(amount: float) -> float:
        return _LEFT + (math.log10(amount) - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)

    def y(share: float) -> float:
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _BOTTOM - _TOP)

    lines = [f'<path class="loss" d="{_path([(x(one.amount), y(one.share)) for one in curve.points])}"/>']
    stated = [(x(one.amount), y(one.tolerated or 0.0)) for one in curve.stated]
    if stated:
        lines.append(f'<path class="tolerated" d="{_path(stated)}"/>')
        lines += [f'<circle class="tolerated" cx="{across:.1f}" cy="{up:.1f}" r="3.5"/>' for across, up in stated]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        lines.append(f'<path class="grid" d="M{_LEFT} {y(share):.1f}H{_WIDTH - _RIGHT}"/>')
        lines.append(
            f'<text x="{_LEFT - 8}" y="{y(share) + 4:.1f}" text-anchor="end">{figure(100 * share, 0)} %</text>'
        )
    for power in range(math.ceil(low), math.floor(high) + 1):
        across, amount = x(10.0**power), number_text(10.0**power)
        lines.append(f'<path class="grid" d="M{across:.1f} {_TOP}V{_HEIGHT - _BOTTOM}"/>')
        lines.append(f'<text x="{across:.1f}" y="{_HEIGHT - 8}" text-anchor="middle">{amount}</text>')
    inside = mark_safe("".join(sorted(lines, key=lambda line: "grid" not in line)))  # noqa: S308 – numbers of our own
    box = f"0 0 {_WIDTH} {_HEIGHT}"
    return format_html('<svg class="loss-curve" viewBox="{}" role="img" aria-label="{}">{}</svg>', box, words, inside)


def _path(places: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{across:.1f} {up:.1f}" for across, up in places)
