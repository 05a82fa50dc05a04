"""What would follow of what is assumed: what moves up to the top, and what each assumption adds to it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db.models import Q

from hoshin.accounts.access import Actor, Right
from hoshin.base.errors import NotFound
from hoshin.base.periods import Frequency, Period
from hoshin.scenarios.assembly.asking import Supposed, SupposedShare, asked, nodes_of, shares_of, untold
from hoshin.scenarios.assembly.overlaying import SupposedPart
from hoshin.scenarios.rows import Assumption, ChangeKind
from hoshin.scorecards.models import NodeKind
from hoshin.scorecards.selectors.lines import ShownThing, things_of
from hoshin.scorecards.selectors.nodes import seen_among
from hoshin.scorecards.selectors.periods import periods_and_choice
from hoshin.scorecards.statuses import STATUSES
from hoshin.strategy.models import Plan

MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class AssumedLine:
    """One assumption: what it is about, what stands today, and the points that it adds to the score that is explained.

    `line` is None where the reader may not see it. `is_cut`: formulas make its value no more. `points`: None where they are
    not told.
    """

    assumption: Assumption
    line: ShownThing | None
    now: float | None = None
    period: Period | None = None
    is_cut: bool = False
    points: float | None = None


@dataclass(frozen=True, slots=True)
class WouldMoveLine:
    """A score that may move: as it stands and as it would. `is_told` is False where that would tell of a hidden part."""

    line: ShownThing
    before: float | None
    after: float | None
    status: str
    status_after: str
    is_told: bool = True

    @property
    def moved(self) -> float | None:
        """By how many points; None where there is no score on either side."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def differs(self) -> bool:
        return self.is_told and (self.before, self.status) != (self.after, self.status_after)


@dataclass(frozen=True, slots=True)
class PointsLine:
    """Points that are no single assumption's: of "weights", of "coverage" below a node, of several "together", "unseen"."""

    kind: str
    line: ShownThing | None
    points: float


@dataclass(slots=True)
class WhatIf:
    """What would follow in a period of a plan. The points of `assumed` and `beside` add up to the move of `top`."""

    plan: Plan
    period: Period
    periods: list[Period]
    assumed: list[AssumedLine] = field(default_factory=list)
    moved: list[WouldMoveLine] = field(default_factory=list)
    left_out: int = 0
    top: WouldMoveLine | None = None
    beside: list[PointsLine] = field(default_factory=list)

    @property
    def points(self) -> dict[int, float]:
        """The points of assumptions by their place, as far as they are told."""
        return {at: one.points for at, one in enumerate(self.assumed) if one.points is not None}


def what_if(
    actor: Actor,
    plan: Plan,
    assumptions: Sequence[Assumption],
    *,
    period: str | None = None,
    of: int | None = None,
    hidden: Collection[int] = (),
) -> WhatIf:
    """What would stand in a period (default: the latest) of a plan; `of`: the node whose move is explained (default: the
    highest that is told). Nothing is written, and what the actor may not see is not told, nor which of the assumptions
    stand at the places of `hidden`.

    NotFound: there are no scores yet. Invalid: an assumption that can change nothing there.
    """
    known, chosen = periods_and_choice(plan, period)
    if chosen is None or not known:
        raise NotFound("period with scores", period or plan.code)
    found = WhatIf(plan, chosen, known)
    if not assumptions:
        return found
    answer = asked(plan, chosen, assumptions)
    reached, above = answer.reached[::-1], set(answer.edges.parent.tolist())
    parents = [node for node in reached if node in above]
    told = {at: one for at, one in enumerate(assumptions) if at not in hidden}
    nodes = Q(pk__in=[*parents[:MOST_SHOWN], *([of] if of else ())])
    lines = things_of(actor, nodes | _nodes_about(plan, told.values()))
    own = _own_nodes(lines, told)
    shown = [node for node in reached if node in above or node in own.values()]
    closed, seen = _hidden(actor, answer)
    found.moved = [_moved(answer, lines[node], node not in closed) for node in shown[:MOST_SHOWN] if node in lines]
    found.left_out = max(0, len(shown) - MOST_SHOWN)
    top = _explained(answer, found.moved, of, closed)
    found.top = next((one for one in found.moved if top is not None and one.line.node == top), None)
    points = _points(answer, top, own, lines, seen, found) if top is not None else {}
    now = _recorded(answer)
    found.assumed = [
        _assumed(one, part, lines.get(own.get(at, 0)), now, points.get(at), answer)
        for at, (one, part) in enumerate(zip(assumptions, answer.parts))
    ]
    return found


def _hidden(actor: Actor, answer: Supposed) -> tuple[set[int], Collection[int]]:
    """The nodes of which it is not told what would be, and those that the actor may see. One query, but for the office."""
    every = {*nodes_of(answer)}
    if actor.has(Right.SEE_PRIVATE):
        return set(), every
    seen = frozenset(seen_among(actor, every))
    return untold(answer, seen), seen


def _nodes_about(plan: Plan, assumptions: Iterable[Assumption]) -> Q:
    """The nodes of what assumptions are about."""
    found = Q(pk__in=())
    for one in assumptions:
        kind = one.thing._meta.model_name
        found |= Q(plan=plan, kind=kind, unit=one.unit, **{f"{kind}": one.thing})
    return found


def _own_nodes(lines: Mapping[int, ShownThing], assumptions: Mapping[int, Assumption]) -> dict[int, int]:
    """The node of what each assumption is about, by its place, as far as it is among the lines."""
    known = {(line.kind, line.ref, line.unit): node for node, line in lines.items()}
    keys = {
        at: (one.thing._meta.model_name, one.thing.pk, one.unit.code if one.unit else "")
        for at, one in assumptions.items()
    }
    return {at: known[key] for at, key in keys.items() if key in known}


def _moved(answer: Supposed, line: ShownThing, is_told: bool) -> WouldMoveLine:
    before, after = answer.before.get(line.node), answer.after.get(line.node)
    then = STATUSES[before.status].code if before else ""
    if not is_told:
        return WouldMoveLine(line, before.score if before else None, None, then, "", is_told=False)
    now = STATUSES[after.status].code if after else then
    return WouldMoveLine(line, before.score if before else None, after.score if after else None, then, now)


def _explained(answer: Supposed, moved: Sequence[WouldMoveLine], of: int | None, closed: Collection[int]) -> int | None:
    """The node whose move is explained: the one that was asked for, else the plan, else the highest that is told."""
    told = [one for one in moved if one.is_told]
    if of is not None:
        return next((one.line.node for one in told if one.line.node == of), None)
    whole = next((one for one in told if one.line.kind == NodeKind.PLAN), None)
    first = whole or next(iter(told), None)
    return first.line.node if first else None


def _points(
    answer: Supposed,
    top: int,
    own: Mapping[int, int],
    lines: Mapping[int, ShownThing],
    seen: Collection[int],
    found: WhatIf,
) -> dict[int, float]:
    """The points of each assumption; what is nobody's own, or hidden, stands beside them."""
    told = shares_of(answer, top)
    points = dict.fromkeys((at for at, node in own.items() if node in lines), 0.0)
    hidden, others = 0.0, list[SupposedShare]()
    for share in told.shares:
        if share.kind == "assumption" and share.assumption in points:
            points[share.assumption] += share.points
        elif share.kind != "assumption" and share.node in seen:
            others.append(share)
        else:
            hidden += share.points
    named = {share.node for share in others if share.node is not None and share.node in lines}
    found.beside = [
        PointsLine(share.kind, lines[share.node] if share.node in named else None, share.points)
        for share in others
        if share.node is not None
    ]
    if hidden:
        found.beside.append(PointsLine("unseen", None, hidden))
    if told.before is None or told.after is None:
        return {}
    return points


def _recorded(answer: Supposed) -> dict[tuple[int, int, object], float | None]:
    """The values that are recorded today where others are assumed, whoever may see them."""
    keys, actuals = {key for part in answer.parts for key in part.recorded}, answer.stored.actuals
    own = np.isin(actuals.measure_id, [measure for measure, _unit, _day in keys])
    columns = (actuals.measure_id, actuals.unit_id, actuals.period, actuals.value)
    rows = zip(*(column[own].tolist() for column in columns))
    return {(measure, unit, day): None if np.isnan(value) else value for measure, unit, day, value in rows}


def _assumed(
    one: Assumption,
    part: SupposedPart,
    line: ShownThing | None,
    recorded: Mapping[tuple[int, int, object], float | None],
    points: float | None,
    answer: Supposed,
) -> AssumedLine:
    now, period = part.now, None
    if one.kind == ChangeKind.VALUE and line is not None:
        key = next(iter(part.recorded), None)
        row = answer.before.get(line.node)
        now = recorded.get(key) if key else row.value if row else None
        period = Period(Frequency(line.frequency), key[2]) if key else answer.period
    return AssumedLine(one, line, now if line else None, period, part.is_cut, points if line else None)
