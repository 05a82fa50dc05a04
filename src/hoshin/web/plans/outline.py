"""A plan as an outline on the screen: levels that stand open, nested, with the share that each weight has."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.strategy.outline import PAGE, Below, Level, Span, below, feeding, has_at_most, serving
from hoshin.strategy.selectors import objectives_of_codes
from hoshin.web.plans.place import LOOSE, OutlinePlace

SMALL = 300
EARLIER, LATER = 12, 3


@dataclass(slots=True)
class OutlineRow:
    """An objective or a measure at one place. `weighed` is what carries its weight there; `share` is 0–1 or None."""

    kind: str
    thing: Any
    weighed_kind: str
    weighed: Any
    share: float | None = None
    branch: "OutlineBranch | None" = None
    below: Below = field(default_factory=Below)
    is_again: bool = False
    address: str = ""
    is_open_by_default: bool = False

    @property
    def share_key(self) -> str:
        return f"{self.weighed_kind}-{self.weighed.pk}"


@dataclass(slots=True)
class OutlineBranch:
    """The lines of one level that are shown, under something of that kind and id, and the way to those around them."""

    kind: str
    pk: int
    level: Level = field(default_factory=lambda: Level([]))
    rows: list[OutlineRow] = field(default_factory=list)
    earlier_address: str = ""
    later_address: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}"

    @property
    def later(self) -> int:
        """How many lines follow."""
        return max(0, self.level.among - self.level.span.last)


@dataclass(slots=True)
class Section:
    """A perspective with the objectives that feed it; None gathers objectives that stand in none."""

    perspective: Any
    branch: OutlineBranch
    share: float | None = None


@dataclass(frozen=True, slots=True)
class PlanOutline:
    """What is shown of a plan; `asks_for_loose` where objectives in no perspective were not looked for."""

    sections: list[Section]
    rows: int
    is_small: bool
    asks_for_loose: bool


@dataclass(slots=True)
class _Drawing:
    """What a drawing of levels knows: what stands under what, and what was shown already."""

    place: OutlinePlace
    is_small: bool
    under: dict[int, Level]
    shown: set[int] = field(default_factory=set)
    lines: list[OutlineRow] = field(default_factory=list)

    def branch(self, kind: str, pk: int, level: Level) -> OutlineBranch:
        """The branch of a level, with those below it that stand open."""
        made = OutlineBranch(kind, pk, level)
        span = level.span
        if span.first:
            before = Span(max(0, span.first - PAGE), span.first)
            made.earlier_address = self.place.showing(made.key, before).address
        if made.later:
            made.later_address = self.place.showing(made.key, Span(span.last, span.last + PAGE)).address
        for row in level.rows:
            line = self._line(row, level)
            self.lines.append(line)
            made.rows.append(line)
        return made

    def _line(self, row: Any, level: Level) -> OutlineRow:
        is_placed = hasattr(row, "parent_id")
        thing = row.child if is_placed else row
        kind = "measure" if is_placed and row.measure_id else "objective"
        counts = level.total and (not is_placed or row.kind == "contributes")
        line = OutlineRow(kind, thing, "contribution" if is_placed else "objective", row)
        line.share = row.weight / level.total if counts else None
        if kind == "objective":
            line.is_again = thing.pk in self.shown
            line.is_open_by_default = self.is_small
            self.shown.add(thing.pk)
            is_open = self.place.is_open(thing.code, otherwise=self.is_small) and thing.pk in self.under
            if is_open and not line.is_again:
                line.branch = self.branch("objective", thing.pk, self.under[thing.pk])
                line.address = self.place.folding(thing.code, otherwise=self.is_small).address
            else:
                line.address = self.place.opening(thing.code).address
        return line


def plan_outline(actor: Actor, plan: Any, place: OutlinePlace) -> PlanOutline:
    """The levels of a plan that stand open: all of a small plan, else what feeds its perspectives and what was opened.

    The number of queries depends neither on the size of the plan nor on how much stands open.
    """
    is_small = has_at_most(plan, SMALL)
    loose = place.spans.get(LOOSE, Span()) if is_small or place.is_loose else None
    top = feeding(actor, plan, place.spans_of("perspective"), loose=loose)
    under = _under(actor, plan, place, is_small)
    drawing = _Drawing(place, is_small, under)
    perspectives = list(plan.perspectives.order_by("position", "id"))
    total = sum(perspective.weight for perspective in perspectives)
    sections = []
    for perspective in perspectives:
        branch = drawing.branch("perspective", perspective.pk, top.get(perspective.pk, Level([])))
        sections.append(Section(perspective, branch, perspective.weight / total if total else None))
    if None in top:
        sections.append(Section(None, drawing.branch("perspective", 0, top[None])))
    _count_below(actor, drawing.lines)
    return PlanOutline(sections, len(drawing.lines), is_small, loose is None)


def one_branch(actor: Actor, plan: Any, place: OutlinePlace, kind: str, pk: int, span: Span) -> OutlineBranch:
    """The lines of one level, everything under them folded: under an objective, or in a perspective (0: in none)."""
    if kind == "objective":
        level = serving(actor, {pk: span}, parents=[pk]).get(pk)
    else:
        found = feeding(actor, plan, {pk: span}, loose=None if pk else span)
        level = found.get(pk or None)
    drawing = _Drawing(place, has_at_most(plan, SMALL), {})
    branch = drawing.branch(kind, pk, level or Level([], span))
    _count_below(actor, drawing.lines)
    return branch


def _under(actor: Actor, plan: Any, place: OutlinePlace, is_small: bool) -> dict[int, Level]:
    spans = place.spans_of("objective")
    if is_small:
        return serving(actor, spans, plan=plan)
    parents: Collection[int] = objectives_of_codes(actor, plan, place.opened) if place.opened else ()
    return serving(actor, spans, parents=parents) if parents else {}


def _count_below(actor: Actor, lines: list[OutlineRow]) -> None:
    objectives = [line for line in lines if line.kind == "objective"]
    found = below(actor, [line.thing.pk for line in objectives]) if objectives else {}
    for line in objectives:
        line.below = found.get(line.thing.pk, line.below)


def effective_periods(plan: Any) -> list[Period]:
    """From when a new weight may hold: periods around today, latest first."""
    now = Period.containing(clock.today(), plan.period_frequency)
    return [now.shift(step) for step in range(LATER, -EARLIER - 1, -1)]


def effective_day(plan: Any, text: str) -> date | None:
    """The first day of a period as written; None (the current period) where nothing is chosen."""
    known = {str(period): period.start for period in effective_periods(plan)}
    return known.get(text)


def current_period(plan: Any) -> Period:
    return Period.containing(clock.today(), plan.period_frequency)
