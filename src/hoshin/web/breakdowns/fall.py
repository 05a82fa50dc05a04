"""The waterfall of a change, member by member: bars that start where the last one ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.base.amounts import decimals_for
from hoshin.breakdowns.selectors.where import BrokenDown, MemberLine
from hoshin.web.addresses import address

SHOWN = 10


@dataclass(frozen=True, slots=True)
class MemberStep:
    """A bar: `left` and `width` in percent of the track. The waterfall knows no levels: parts have a page of their own."""

    label: str
    address: str
    tone: str
    left: float
    width: float
    change: float
    depth: int = 0
    toggle: str = ""


def steps_of(found: BrokenDown) -> list[MemberStep]:
    """The members that moved the total, the weightiest first, the others as one step, and what no member explains."""
    if found.split is None or found.total_before is None or found.total is None:
        return []
    told = [line for line in by_weight(found.lines) if line.effect is not None and line.effect.whole]
    moves = [(line.place.name, part_address(found, line), _effect(line)) for line in told[:SHOWN]]
    if others := told[SHOWN:]:
        words = ngettext("%(count)s more", "%(count)s more together", len(others)) % {"count": len(others)}
        moves.append((words, "", sum(_effect(line) for line in others)))
    if found.rest:
        moves.append((_("not explained by the members"), "", found.rest))
    return _laid(moves, found.total_before, found.measure.direction)


def by_weight(lines: Sequence[MemberLine]) -> list[MemberLine]:
    """What moved the total most first; what moved itself most where no total is made of them."""
    return sorted(lines, key=lambda line: -abs(_effect(line) if line.effect else line.change or 0.0))


def part_address(found: BrokenDown, line: MemberLine) -> str:
    """The page of what a member is made of, for the same periods; nothing where it has no parts."""
    if not line.has_parts:
        return ""
    asked = {"period": found.period, "since": found.since, "within": line.place.code}
    page = address("breakdown", found.measure.code, found.breakdown.dimension.code)
    return f"{page}?{urlencode({name: str(wanted) for name, wanted in asked.items() if wanted})}"


def decimals_of(found: BrokenDown) -> int:
    """The measure's own decimals, or as many as carry meaning for its total and for the largest move."""
    if found.measure.decimals is not None:
        return found.measure.decimals
    sizes = [abs(line.effect.whole) for line in found.lines if line.effect]
    sizes += [abs(line.change) for line in found.lines if line.change is not None]
    largest = max(sizes, default=0.0)
    return max(decimals_for(one) for one in (found.total or 0.0, largest))


def tone_of(change: float, direction: str) -> str:
    """Whether a move is for the better; of a band or a milestone nobody can tell."""
    if direction not in ("higher", "lower") or not change:
        return "none"
    return "good" if (change > 0) == (direction == "higher") else "poor"


def _effect(line: MemberLine) -> float:
    return line.effect.whole if line.effect else 0.0


def _laid(moves: Sequence[tuple[str, str, float]], start: float, direction: str) -> list[MemberStep]:
    ends = [start]
    for *_named, move in moves:
        ends.append(ends[-1] + move)
    low, reach = min(ends), (max(ends) - min(ends)) or 1.0
    return [
        MemberStep(
            label,
            link,
            tone_of(move, direction),
            100 * (min(begin, begin + move) - low) / reach,
            100 * abs(move) / reach,
            move,
        )
        for (label, link, move), begin in zip(moves, ends, strict=False)
    ]
