"""Where it happens: a measure by the members of a dimension in one period beside another, and what moved the total."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.periods import Period
from hoshin.base.words import terms_of
from hoshin.breakdowns.assembly import (
    Focused,
    MemberEffect,
    MemberFigure,
    Split,
    Variation,
    focused_on,
    pareto_of,
    shares_of,
    split_of,
    variation_of,
)
from hoshin.breakdowns.models import Breakdown, Composition
from hoshin.breakdowns.selectors.named import breakdowns_of, named_among
from hoshin.breakdowns.selectors.reading import (
    MemberPlace,
    MemberTree,
    figures_in,
    periods_with_values,
    totals_in,
    tree_of,
)
from hoshin.measures.models import Measure
from hoshin.measures.services.validity import period_of

SERIES, MOVERS = 36, 3
# A difference below this part of what was compared is rounding of numbers, not of figures.
_DUST = 1e-9


@dataclass(slots=True)
class MemberLine:
    """A member in a period beside an earlier one: its figures, its part of the whole, and what it gave to the change.

    `cumulated`: the shares of it and of all larger ones. `series`: its values over `BrokenDown.course`, None for a gap,
    where they were read. `variation`: its own change beside its past, for those where one is to look.
    """

    place: MemberPlace
    now: MemberFigure
    before: MemberFigure
    has_parts: bool
    share: float | None = None
    cumulated: float | None = None
    effect: MemberEffect | None = None
    series: list[float | None] = field(default_factory=list)
    variation: Variation | None = None

    @property
    def change(self) -> float | None:
        if self.now.value is None or self.before.value is None:
            return None
        return self.now.value - self.before.value


@dataclass(slots=True)
class BrokenDown:
    """A measure by the members of a dimension, or by those that are part of one member (`within`, the last of `path`).

    `lines` are all of its members with a value in either period, in their order. `total` and `total_before`: what was
    recorded, or what the members make where nothing was. `rest`: what the members' effects leave of the change, as they
    do not make the total; None where the change is not split. `most`: how many of the largest make four fifths.
    """

    measure: Measure
    breakdown: Breakdown
    breakdowns: list[Breakdown]
    periods: list[Period]
    tree: MemberTree
    period: Period | None = None
    since: Period | None = None
    path: list[MemberPlace] = field(default_factory=list)
    lines: list[MemberLine] = field(default_factory=list)
    course: list[Period] = field(default_factory=list)
    total: float | None = None
    total_before: float | None = None
    split: Split | None = None
    rest: float | None = None
    focus: Focused | None = None
    most: int = 0

    @property
    def within(self) -> MemberPlace | None:
        return self.path[-1] if self.path else None

    @property
    def change(self) -> float | None:
        return None if self.total is None or self.total_before is None else self.total - self.total_before

    @property
    def focused(self) -> list[MemberLine]:
        """The members where one is to look, the weightiest first."""
        return [self.lines[at] for at in self.focus.places] if self.focus else []

    @property
    def looked_at(self) -> list[MemberLine]:
        """Where one is to look; where the change is not split, the members that moved most themselves."""
        if self.split is not None:
            return self.focused
        return sorted(self.lines, key=lambda line: -abs(line.change or 0.0))[:MOVERS]

    @property
    def against(self) -> list[MemberLine]:
        """Those that held the change back."""
        return [self.lines[at] for at in self.focus.against] if self.focus else []


def broken_down(
    actor: Actor,
    measure: Measure,
    dimension: str,
    *,
    period: str | None = None,
    since: str | None = None,
    within: str = "",
) -> BrokenDown:
    """A measure by a dimension in a period (default: the latest with values) beside an earlier one (the one before).

    `within`: the code of a member whose parts are shown. NotFound: no such breakdown or member, nothing in that period.
    At most five queries, and one more `with_series`.
    """
    breakdowns = breakdowns_of(actor, measure)
    breakdown = named_among(breakdowns, dimension)
    periods, tree = periods_with_values(breakdown, measure), tree_of(actor, breakdown)
    found = BrokenDown(measure, breakdown, breakdowns, periods, tree)
    if within:
        member = tree.by_code(within)
        if member is None:
            raise NotFound("member", within, known=[place.code for place in tree.places.values()])
        found.path = tree.above(member.id)
    if not periods:
        return found
    found.period = _chosen(measure, period, periods, periods[0])
    earlier = [one for one in periods if one < found.period]
    found.since = _chosen(measure, since, earlier, earlier[0]) if earlier else None
    sides = [found.period, *([found.since] if found.since else [])]
    figures = figures_in(actor, breakdown, sides)
    totals = totals_in(actor, measure, sides) if not found.path else {}
    _fill(found, figures, totals)
    return found


def lines_named(found: BrokenDown, text: str) -> list[tuple[MemberLine, list[MemberPlace]]]:
    """Lines whose member is called so, by the beginnings of words of its name or code, and those that have such members
    below them, which stand beside the line."""
    terms = terms_of(text)
    if not terms:
        return [(line, []) for line in found.lines]
    named = []
    for line in found.lines:
        within = [found.tree.places[member] for member in found.tree.below([line.place.id])]
        hits = [place for place in within if _is_called(place, terms)]
        if hits:
            named.append((line, [place for place in hits if place.id != line.place.id]))
    return named


def _is_called(place: MemberPlace, terms: Sequence[str]) -> bool:
    words = terms_of(f"{place.name} {place.code}")
    return all(any(word.startswith(term) for word in words) for term in terms)


def with_series(actor: Actor, found: BrokenDown, shown: Sequence[MemberLine]) -> BrokenDown:
    """Read how these members, and those where one is to look, went up to the period. One query."""
    if found.period is None:
        return found
    lines = list({line.place.id: line for line in (*shown, *found.looked_at)}.values())
    found.course = [one for one in reversed(found.periods) if one <= found.period][-SERIES:]
    tree = found.tree
    wanted = list(tree.below([line.place.id for line in lines]))
    figures = figures_in(actor, found.breakdown, found.course, wanted)
    together = found.breakdown.together
    for line in lines:
        line.series = [tree.figure(line.place.id, figures[one.start], together).value for one in found.course]
    if found.since in found.course:
        past = found.course.index(found.since) + 1
        step = len(found.course) - past
        for line in found.looked_at:
            line.variation = variation_of(line.series[:past], step, line.change)
    return found


def _chosen(measure: Measure, wanted: str | None, periods: Sequence[Period], usual: Period) -> Period:
    if not wanted:
        return usual
    period = period_of(measure, wanted)
    if period not in periods:
        raise NotFound("value of a member in", str(period), known=[str(one) for one in periods])
    return period


def _fill(found: BrokenDown, figures: dict[date, dict[int, MemberFigure]], totals: dict[date, float | None]) -> None:
    together, within, tree = found.breakdown.together, found.within, found.tree
    now = figures[found.period.start] if found.period else {}
    before = figures[found.since.start] if found.since else {}
    for member in tree.parts.get(within.id if within else None, ()):
        current, earlier = (tree.figure(member, side, together) for side in (now, before))
        has_parts = any(part in now or part in before for part in tree.below(tree.parts.get(member, ())))
        if has_parts or current.value is not None or earlier.value is not None:
            found.lines.append(MemberLine(tree.places[member], current, earlier, has_parts))
    found.split = split_of(together, [line.before for line in found.lines], [line.now for line in found.lines])
    made = (found.split.after, found.split.before) if found.split else (None, None)
    own = [_own_total(found, side, totals, when) for side, when in ((now, found.period), (before, found.since))]
    found.total, found.total_before = (one if one is not None else other for one, other in zip(own, made, strict=True))
    _tell_shares(found)
    if found.split is not None:
        _tell_effects(found, found.split)


def _own_total(
    found: BrokenDown, side: dict[int, MemberFigure], totals: dict[date, float | None], when: Period | None
) -> float | None:
    """The value of the member whose parts are shown, or what was recorded as a whole."""
    if when is None:
        return None
    return (
        found.tree.figure(found.within.id, side, found.breakdown.together).value
        if found.within
        else totals.get(when.start)
    )


def _tell_shares(found: BrokenDown) -> None:
    """Only where members add up each has a part of the whole."""
    if found.breakdown.together != Composition.SUM:
        return
    figures = [line.now for line in found.lines]
    for line, share in zip(found.lines, shares_of(figures), strict=True):
        line.share = share
    pareto = pareto_of(figures)
    found.most = pareto.most
    for at, cumulated in pareto.lines:
        found.lines[at].cumulated = cumulated


def _tell_effects(found: BrokenDown, split: Split) -> None:
    for line, effect in zip(found.lines, split.effects, strict=True):
        line.effect = effect
    moved = sum(effect.whole for effect in split.effects)
    if found.change is not None:
        rest, size = found.change - moved, abs(found.total or 0.0) + abs(found.total_before or 0.0)
        found.rest = 0.0 if abs(rest) <= _DUST * size else rest
    found.focus = focused_on([effect.whole for effect in split.effects])
