"""The waterfall from one score to another: bars that start where the last one ended."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.base.periods import Period
from hoshin.scorecards.selectors import EffectLine, Explanation


@dataclass(frozen=True, slots=True)
class Step:
    """A bar: `left` and `width` in percent of the track."""

    label: str
    address: str
    tone: str
    left: float
    width: float
    change: float


def steps_of(found: Explanation, period: Period) -> list[Step]:
    """One step per effect, largest first, and one for all that remain; none where either side has no score."""
    if found.before is None or found.after is None:
        return []
    moves = [(_label(effect), _address(effect, period), effect.points) for effect in found.effects]
    rest = found.after - found.before - sum(points for _, _, points in moves)
    if abs(rest) > 0.05:
        count = max(found.rest_count, 1)
        words = ngettext("%(count)s more", "%(count)s more together", count) % {"count": count}
        moves.append((words if found.rest_count else _("what cannot be told apart"), "", rest))
    return _laid(moves, found.before)


def _laid(moves: list[tuple[str, str, float]], start: float) -> list[Step]:
    at, ends = start, [start]
    for *_words, points in moves:
        at += points
        ends.append(at)
    low, high = min(ends), max(ends)
    reach = (high - low) or 1.0
    steps, at = [], start
    for label, address, points in moves:
        left = min(at, at + points)
        tone = "good" if points > 0 else "poor"
        steps.append(Step(label, address, tone, 100 * (left - low) / reach, 100 * abs(points) / reach, points))
        at += points
    return steps


def _label(effect: EffectLine) -> str:
    name = effect.line.name if effect.line else _("something private")
    if effect.line and effect.line.unit_name:
        name = f"{name}, {effect.line.unit_name}"
    if effect.kind == "coverage":
        return _("%(name)s (has data or not)") % {"name": name}
    return _("%(name)s (weight)") % {"name": name} if effect.kind == "weight" else name


def _address(effect: EffectLine, period: Period) -> str:
    return f"{reverse('why', args=[effect.line.node])}?period={period}" if effect.line else ""
