"""A plan as an outline on the screen: what serves what, nested, with the share that each weight has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.strategy.selectors import Outline

MOST_ROWS = 600
EARLIER, LATER = 12, 3


@dataclass(slots=True)
class OutlineRow:
    """An objective or a measure at one place. `weighed` is what carries its weight there; `share` is 0–1 or None."""

    kind: str
    thing: Any
    weighed_kind: str
    weighed: Any
    share: float | None = None
    children: list["OutlineRow"] = field(default_factory=list)
    is_again: bool = False

    @property
    def share_key(self) -> str:
        return f"{self.weighed_kind}-{self.weighed.pk}"


@dataclass(slots=True)
class Section:
    """A perspective with the objectives that feed it; None gathers objectives that stand in none."""

    perspective: Any
    rows: list[OutlineRow]
    share: float | None = None


@dataclass(frozen=True, slots=True)
class PlanOutline:
    sections: list[Section]
    rows: int
    is_cut: bool


def plan_outline(found: Outline) -> PlanOutline:
    """Nest what an outline holds: at most 600 rows; an objective that serves several stands under each."""
    contributions = {
        entry.objective.pk: entry.contributions for place in found.perspectives for entry in place.objectives
    }
    objectives = {entry.objective.pk: entry.objective for place in found.perspectives for entry in place.objectives}
    children = {row.objective_id for rows in contributions.values() for row in rows if row.objective_id}
    room = [MOST_ROWS]
    shown: set[int] = set()

    def below(pk: int, path: frozenset[int]) -> list[OutlineRow]:
        made = []
        for row in contributions.get(pk, ()):
            if room[0] <= 0 or (row.objective_id and (row.objective_id in path or row.objective_id not in objectives)):
                continue
            room[0] -= 1
            kind = "measure" if row.measure_id else "objective"
            thing = row.measure or objectives[row.objective_id]
            line = OutlineRow(kind, thing, "contribution", row, is_again=kind == "objective" and thing.pk in shown)
            made.append(line)
            if kind == "objective" and not line.is_again:
                shown.add(thing.pk)
                line.children = below(thing.pk, path | {thing.pk})
        shared([line for line in made if line.weighed.kind == "contributes"])
        return made

    sections = []
    for place in found.perspectives:
        lines = []
        for entry in place.objectives:
            if entry.objective.pk in children or room[0] <= 0:
                continue
            room[0] -= 1
            line = OutlineRow("objective", entry.objective, "objective", entry.objective)
            shown.add(entry.objective.pk)
            line.children = below(entry.objective.pk, frozenset({entry.objective.pk}))
            lines.append(line)
        shared(lines)
        sections.append(Section(place.perspective, lines))
    total = sum(section.perspective.weight for section in sections if section.perspective)
    for section in sections:
        section.share = section.perspective.weight / total if section.perspective and total else None
    return PlanOutline(sections, MOST_ROWS - room[0], room[0] <= 0)


def shared(rows: Sequence[OutlineRow]) -> None:
    """Set the share of each weight among its siblings; None where all weights are zero."""
    total = sum(row.weighed.weight for row in rows)
    for row in rows:
        row.share = row.weighed.weight / total if total else None


def shares_of(weighed: Iterable[tuple[str, float]]) -> dict[str, float | None]:
    """By key the share of each weight among all."""
    pairs = list(weighed)
    total = sum(weight for _, weight in pairs)
    return {key: weight / total if total else None for key, weight in pairs}


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
