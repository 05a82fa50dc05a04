"""The waterfall from one score to another: bars that start where the last one ended."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.base.amounts import decimals_for, number_text, value_text
from hoshin.base.rounding import half_up
from hoshin.scorecards.selectors import EffectLine, Explanation

LONGEST_UNIT = 12


@dataclass(frozen=True, slots=True)
class Step:
    """A bar: `left` and `width` in percent of the track."""

    label: str
    address: str
    tone: str
    left: float
    width: float
    change: float


def steps_of(found: Explanation) -> list[Step]:
    """One step per effect, largest first, and one for all that remain; none where either side has no score."""
    if found.before is None or found.after is None:
        return []
    moves = [(_label(effect, found), _address(effect, found), effect.points) for effect in found.effects]
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


def _label(effect: EffectLine, found: Explanation) -> str:
    own = _own_words(effect)
    if own:
        return own
    if effect.kind == "unseen":
        return (
            _("what stands below it, not all of which you may see") if effect.line else _("parts that you may not see")
        )
    name = effect.line.name if effect.line else _("what was removed")
    if effect.line and effect.line.unit_name:
        is_own_unit = effect.line.code == found.line.code and effect.line.node != found.node
        name = effect.line.unit_name if is_own_unit else f"{name}, {effect.line.unit_name}"
    if effect.kind == "unit":
        return f"{name} {_from_to(effect)}"
    if effect.kind == "coverage":
        return _reporting(effect) % {"name": name}
    if effect.kind == "weight":
        is_unit = found.inputs is not None
        return (_("%(name)s (its share of the whole)") if is_unit else _("%(name)s (weight)")) % {"name": name}
    return name


def _reporting(effect: EffectLine) -> str:
    """How data that came or went moved a score through this line."""
    line = effect.line
    if line is not None and line.score is None:
        return _("%(name)s (stopped reporting)")
    if line is not None and line.delta is None:
        return _("%(name)s (reports now)")
    return _("%(name)s (its share, as others report or not)")


def _own_words(effect: EffectLine) -> str:
    """What moved a measure itself, with the numbers before and after; nothing for what stands below."""
    match effect.kind:
        case "value":
            return _("Value %(numbers)s") % {"numbers": _from_to(effect)}
        case "target":
            return _("Target %(numbers)s") % {"numbers": _from_to(effect)}
        case "course":
            return _("Expected by then %(numbers)s") % {"numbers": _from_to(effect)}
        case "lines":
            return _("Baseline, thresholds or band")
        case "goal":
            return _("Target and thresholds")
        case "rule":
            return _("Another definition held then")
        case "known":
            return _("Learnt since the period was closed")
    return ""


def _from_to(effect: EffectLine) -> str:
    if effect.line is None or (effect.was is None and effect.now is None):
        return ""
    unit = effect.line.unit_of_measure
    shown = value_text(effect.now, unit if len(unit) <= LONGEST_UNIT else "", _decimals(effect))
    return f"{number_text(effect.was, _decimals(effect))} → {shown}"


def _decimals(effect: EffectLine) -> int | None:
    """The measure's own decimals, or more where they would hide the move."""
    line, was, now = effect.line, effect.was, effect.now
    if line is None or was is None or now is None:
        return line.decimals if line else None
    own = line.decimals if line.decimals is not None else max(decimals_for(was), decimals_for(now))
    return next((more for more in range(own, own + 5) if half_up(was, more) != half_up(now, more)), own)


def _address(effect: EffectLine, found: Explanation) -> str:
    if effect.line is None or effect.line.node == found.node:
        return ""
    return f"{reverse('why', args=[effect.line.node])}?period={found.line.period}"
