"""Every node of a plan as lines in reading order, as stored or as it was known on an earlier day."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.utils.timezone import get_default_timezone

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.measures.models import PROGRESS_METHODS
from hoshin.measures.policies import measures_visible_to
from hoshin.scorecards.assembly.reasons import reason_code
from hoshin.scorecards.assembly.scores import found_rows
from hoshin.scorecards.assembly.store import ScoreRow
from hoshin.scorecards.models import NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.selectors.lines import (
    NodeLine,
    ShownPlace,
    ShownScore,
    lines_of,
    moved,
    trend_up_to,
    with_missing_called,
)
from hoshin.scorecards.selectors.periods import period_for
from hoshin.scorecards.selectors.reading_order import NodePlace, places_of
from hoshin.strategy.models import Plan


@dataclass(frozen=True, slots=True)
class ProgressDetail:
    """A progress method's own figures: the ratio to the required growth, or the growth a year where there is no target,
    and the score on its scale from −5 to 5."""

    method: str
    progress_value: float | None
    native_score: float | None

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def end_of_day(day: date) -> datetime:
    """The last instant of a day where the organisation is: what was known on a day is what was known by its end."""
    return datetime.combine(day, time.max, get_default_timezone())


def period_known(plan: Plan, wanted: str | None, as_of: datetime | None = None) -> Period:
    """The period asked for, else the latest with scores (by then), else the one in which today lies. NotFound."""
    chosen = period_for(plan, wanted)
    latest = Period.containing(clock.day_of(as_of or clock.now()), plan.period_frequency)
    if chosen is None:
        return latest
    return chosen if wanted or as_of is None else min(chosen, latest)


def all_lines(
    actor: Actor, plan: Plan, *, period: Period, unit: str | None = None, as_of: datetime | None = None
) -> list[NodeLine]:
    """All nodes of a plan, each once, in reading order, as `places_of` says it."""
    return lines_at(actor, plan, places_of(actor, plan, period=period, unit=unit), period, as_of)


def lines_at(
    actor: Actor, plan: Plan, places: Sequence[NodePlace], period: Period, as_of: datetime | None = None
) -> list[NodeLine]:
    """The lines of some places, in their order."""
    lines = lines_known(actor, plan, [place.node for place in places], period, as_of)
    return [
        lines[place.node].at(ShownPlace(depth=place.depth, has_children=place.has_children))
        for place in places
        if place.node in lines
    ]


def lines_known(
    actor: Actor, plan: Plan, nodes: Collection[int], period: Period, as_of: datetime | None = None
) -> dict[int, NodeLine]:
    """Lines by node id like `lines_of`; with `as_of` scored from what was known at that instant."""
    if as_of is None:
        return lines_of(actor, plan, nodes, period)
    with clock.fixed(as_of):
        lines = lines_of(actor, plan, nodes, period)
        trend = trend_up_to(period)
        rows = nodes_ever_visible_to(actor).filter(id__in=nodes)
        fields = ("id", "measure__close_lag_days", "measure__due_on")
        asked = {pk: (lag, due_on) for pk, lag, due_on in rows.values_list(*fields)}
        found = {(row.node, row.period): row for row in found_rows(plan, trend, as_of) if row.node in lines}
        return {
            node: _as_known(line, [found.get((node, step.start)) for step in trend], plan, *asked[node])
            for node, line in lines.items()
        }


def _as_known(
    line: NodeLine, history: Sequence[ScoreRow | None], plan: Plan, lag: int | None, due_on: date | None
) -> NodeLine:
    """The line with the score that was found from what was known; a status set by hand stays."""
    row = history[-1]
    score = ShownScore(
        period=line.period,
        cuts=line.cuts,
        **_taken(row) if row is not None else {"reason": "no_data", "observed_on": line.observed_on},
        **moved([None if known is None else known.score for known in history]),
    )
    score = with_missing_called(line, score, plan, lag, due_on)
    if line.override is not None:
        score = replace(score, override=line.override, status=line.override.status)
    return line.standing(score)


def progress_of(actor: Actor, lines: Collection[NodeLine]) -> dict[int, ProgressDetail]:
    """By node id, the published-style details of measures that are scored by a progress method. One query."""
    measures = {line.ref for line in lines if line.kind == NodeKind.MEASURE}
    methods = dict(
        measures_visible_to(actor).filter(pk__in=measures, method__in=PROGRESS_METHODS).values_list("pk", "method")
    )
    return {
        line.node: ProgressDetail(
            methods[line.ref], line.attainment, None if line.score is None else (line.score - 50.0) / 10.0
        )
        for line in lines
        if line.kind == NodeKind.MEASURE and line.ref in methods
    }


def _taken(row: ScoreRow) -> dict[str, Any]:
    names = ("score", "coverage", "flags", "status", "value", "target", "attainment", "observed_on")
    own = {name: getattr(row, name) for name in names}
    return own | {"computed_status": row.status, "reason": "" if row.score is not None else reason_code(row.reason)}
