"""What stands before the table: a part for each perspective, and at most three things to do, each done in place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from hoshin.base.periods import Frequency
from hoshin.scorecards.missing import asked_in
from hoshin.scorecards.selectors import AttentionCounts, Need, NodeLine, Scorecard
from hoshin.web.scorecard.rows import address_with
from hoshin.web.value_names import name_of


@dataclass(frozen=True, slots=True)
class StripPart:
    """A perspective, or a unit, at a glance; the address opens it in the table. `is_least`: there may be more."""

    line: NodeLine
    delta: float | None
    counts: AttentionCounts
    address: str
    is_least: bool = False


@dataclass(frozen=True, slots=True)
class NeedRow:
    """Something to do. `cell` ends the names of the fields that record it in place; empty where that cannot be done."""

    need: Need
    line: NodeLine
    delta: float | None
    cell: str = ""


def strip_of(card: Scorecard, query: QueryDict, delta_of: Callable[[NodeLine], float | None]) -> Sequence[StripPart]:
    """The parts right below the top that hold objectives."""
    bands = [line for line in card.lines if line.depth == 1 and line.kind in ("perspective", "unit")]
    counts = card.attention.by_perspective
    return [
        StripPart(
            line,
            delta_of(line),
            counts.get(line.ref, AttentionCounts()) if line.kind == "perspective" else AttentionCounts(),
            address_with(query, {"open": str(line.node), "shut": "", "page": ""}) + f"#row-{line.node}-{line.parent}",
            card.attention.is_cut,
        )
        for line in bands
    ]


def needs_of(
    card: Scorecard, may_record: Callable[[NodeLine], bool], delta_of: Callable[[NodeLine], float | None]
) -> Sequence[NeedRow]:
    """What needs somebody, the most pressing first."""
    return [
        NeedRow(need, need.line, delta_of(need.line), _cell(need, need.line) if may_record(need.line) else "")
        for need in card.attention.needs
        if need.line is not None
    ]


def _cell(need: Need, line: NodeLine) -> str:
    if need.why != "late" or need.is_of_units or line.unit:
        return ""
    return name_of((line.ref, None, asked_in(line.period, Frequency(line.frequency)).start))
