"""The waterfall from one score to another, level by level: bars that start where the last one ended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.base.amounts import decimals_for, number_text, value_text
from hoshin.base.rounding import half_up
from hoshin.scorecards.selectors import EffectLine, Explanation, StepLine

LONGEST_UNIT = 12
SHOWN, MOST_SHOWN = 12, 40
TOO_SMALL = 0.05
StepPath = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A bar: `left` and `width` in percent of the track.

    `depth` 0 is the first level. `key` names what opens to the level below, as the address writes it (empty: nothing does);
    `toggle` is the address that opens or closes it.
    """

    label: str
    address: str
    tone: str
    left: float
    width: float
    change: float
    depth: int = 0
    key: str = ""
    is_open: bool = False
    toggle: str = ""


@dataclass(slots=True)
class _Move:
    """What moved a score on one level, with the moves of the level below where these are told."""

    label: str
    address: str
    points: float
    path: StepPath = ()
    opens: bool = False
    below: list["_Move"] = field(default_factory=list)


def paths_from(texts: Sequence[str]) -> list[StepPath]:
    """The paths that an address names as open, such as "12" and "12.45"."""
    named = [text.split(".") for text in texts[:MOST_SHOWN]]
    return [tuple(int(part) for part in parts) for parts in named if all(map(_is_number, parts))]


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdecimal() and len(part) < 19


def steps_of(found: Explanation, opened: Sequence[StepPath] = ()) -> list[Step]:
    """The waterfall, level by level: the largest first, each opened step followed by those below it.

    Steps of a level add up to that of the level above. What is left out of a long level is one step, never the largest.
    None where either side has no score.
    """
    if found.before is None or found.after is None:
        return []
    top: list[_Move] = []
    levels = [top]
    for step in found.steps or [StepLine(effect, (), False) for effect in found.effects]:
        move = _Move(
            _label(step.effect, found), _address(step.effect, found), step.effect.points, step.path, step.opens
        )
        del levels[max(len(step.path), 1) :]
        levels[-1].append(move)
        levels.append(move.below)
    whole = found.after - found.before
    rest_count = 0 if found.steps else found.rest_count
    return _laid(_with_rests(top, whole, rest_count), found, found.before, opened)


def _with_rests(moves: list[_Move], whole: float, rest_count: int = 0) -> list[_Move]:
    """A level with what it leaves out as one move: as few as leave less out than the largest that is shown."""
    kept = min(len(moves), SHOWN)
    while kept < min(len(moves), MOST_SHOWN) and _is_largest(moves[:kept], whole):
        kept += 1
    shown, count = moves[:kept], len(moves) - kept + rest_count
    for move in shown:
        move.below = _with_rests(move.below, move.points) if move.below else []
    rest = whole - sum(move.points for move in shown)
    if abs(rest) > TOO_SMALL:
        words = ngettext("%(count)s more", "%(count)s more together", max(count, 1)) % {"count": max(count, 1)}
        shown.append(_Move(words if count else _("what cannot be told apart"), "", rest))
    return shown


def _is_largest(shown: Sequence[_Move], whole: float) -> bool:
    rest = whole - sum(move.points for move in shown)
    return abs(rest) >= max((abs(move.points) for move in shown), default=0.0)


def _laid(top: list[_Move], found: Explanation, start: float, opened: Sequence[StepPath]) -> list[Step]:
    placed = list(_placed(top, start, 0))
    ends = [start, *(end for _, begin, end, _ in placed for end in (begin, end))]
    low, reach = min(ends), (max(ends) - min(ends)) or 1.0
    steps = []
    for move, begin, end, depth in placed:
        key = ".".join(map(str, move.path)) if move.opens else ""
        steps.append(
            Step(
                move.label,
                move.address,
                "good" if move.points > 0 else "poor",
                100 * (min(begin, end) - low) / reach,
                100 * abs(move.points) / reach,
                move.points,
                depth,
                key,
                bool(move.below),
                _toggled(found, opened, move.path) if key else "",
            )
        )
    return steps


def _placed(moves: list[_Move], start: float, depth: int) -> Iterator[tuple[_Move, float, float, int]]:
    """Moves in reading order, each with where its bar begins and ends, and how deep it stands."""
    at = start
    for move in moves:
        yield move, at, at + move.points, depth
        yield from _placed(move.below, at, depth + 1)
        at += move.points


def _toggled(found: Explanation, opened: Sequence[StepPath], path: StepPath) -> str:
    """The address of the explanation with this path opened, or closed with all below it."""
    kept = [one for one in opened if one[: len(path)] != path]
    if path not in opened:
        kept = [*opened, path]
    query = [("period", str(found.line.period)), ("since", str(found.since))]
    query += [("open", ".".join(map(str, one))) for one in kept]
    return f"{reverse('why', args=[found.node])}?{urlencode(query)}"


def _label(effect: EffectLine, found: Explanation) -> str:
    own = _own_words(effect)
    if own:
        return own
    if effect.kind == "unseen":
        return (
            _("what stands below it, not all of which you may see") if effect.line else _("parts that you may not see")
        )
    name = effect.line.name if effect.line else _("what was removed")
    if effect.line and effect.line.unit_name and effect.line.unit != _unit_of(found):
        is_own_unit = effect.line.code == found.line.code and effect.line.node != found.node
        name = effect.line.unit_name if is_own_unit else f"{name}, {effect.line.unit_name}"
    if effect.kind == "roll_up":
        return _("%(name)s (rolls up otherwise than before)") % {"name": name}
    if effect.kind == "unit":
        return f"{name} {_from_to(effect)}"
    if effect.kind == "coverage":
        return _reporting(effect) % {"name": name}
    if effect.kind == "weight":
        is_unit = found.inputs is not None
        return (_("%(name)s (its share of the whole)") if is_unit else _("%(name)s (weight)")) % {"name": name}
    return name


def _unit_of(found: Explanation) -> str:
    """The unit whose score is explained: what stands below it need not say so again."""
    return found.line.code if found.line.kind == "unit" else found.line.unit


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
