"""A node as people see it: what it is, how it stands in a period, and where it sits on a page."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Q

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import Measure
from hoshin.scorecards.assembly.reasons import reason_code
from hoshin.scorecards.figures import with_shown
from hoshin.scorecards.missing import Facts, asked_in, called, days_since_asked, is_asked
from hoshin.scorecards.models import Node, NodeKind, Score, StatusOverride
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.rows import Figure
from hoshin.scorecards.selectors.rules import rule_in
from hoshin.scorecards.statuses import LATE, NO_DATA, PENDING, STATUSES
from hoshin.strategy.models import Objective, Plan

TREND_PERIODS = 13
SHOWN_OF_NODE = ("perspective", "objective__owner", "measure__owner", "measure__supplier", "unit", "plan")
_OF_MEASURES = ("unit_of_measure", "decimals", "direction", "frequency", "formula", "supplier_id")
# What a stored row tells of a score, besides whose it is and of when: see `_taken`.
_TAKEN = (*(f"shown_{name}" for name in Figure._fields), "closed_status", "score", "reason", "flags", "attainment",
          "observed_on")  # fmt: skip
_MISSING = {PENDING: "pending", LATE: "stale", NO_DATA: "no_data"}


@dataclass(frozen=True, slots=True)
class ShownOverride:
    """A status set by hand."""

    id: int
    status: int
    reason: str
    set_by: str
    starts_on: date
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class ShownThing:
    """What a node is: the thing that has the score, the unit that it is the score of, and who answers for it."""

    node: int
    kind: str
    ref: int
    code: str
    name: str
    unit: str = ""
    unit_name: str = ""
    unit_of_measure: str = ""
    decimals: int | None = None
    direction: str = ""
    frequency: str = ""
    formula: str = ""
    owner_id: int | None = None
    owner: str = ""
    initials: str = ""
    supplier: str = ""
    supplier_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ShownScore:
    """How a node stands in a period. Scores 0–100 or None, coverage 0–1, `trend` oldest first.

    `cuts` are where statuses begin, so that a rounded score stays on its side.
    """

    period: Period
    score: float | None = None
    coverage: float = 0.0
    status: int = NO_DATA
    computed_status: int = NO_DATA
    cuts: tuple[float, ...] = (40.0, 70.0)
    reason: str = ""
    flags: int = 0
    delta: float | None = None
    trend: tuple[float | None, ...] = ()
    value: float | None = None
    target: float | None = None
    attainment: float | None = None
    observed_on: date | None = None
    is_closed: bool = False
    restated: float | None = None
    override: ShownOverride | None = None

    @property
    def status_code(self) -> str:
        return STATUSES[self.status].code


@dataclass(frozen=True, kw_only=True)
class ShownPlace:
    """Where a line sits: under which node and how deep, with which weight and share (0–1) there, how many of its parts are
    hidden, and the word for how these make its score ("": a weighted mean, or not told)."""

    has_children: bool = False
    depth: int = 0
    parent: int | None = None
    weight: float | None = None
    share: float | None = None
    hidden: int = 0
    roll_up: str = ""


@dataclass(frozen=True, kw_only=True)
class NodeLine(ShownThing, ShownScore, ShownPlace):
    """One line of a scorecard: each of its parts, and whatever asks for one of them alone takes the line for it."""

    @staticmethod
    def of(thing: ShownThing, score: ShownScore) -> "NodeLine":
        """The line of a thing, wherever it will sit."""
        return _joined(thing, score, _NOWHERE)

    def standing(self, score: ShownScore) -> "NodeLine":
        """The same line with another score."""
        return _joined(self, score)

    def at(self, place: ShownPlace) -> "NodeLine":
        """The same line in another place."""
        return _joined(self, place)


_NOWHERE = ShownPlace()


def _joined(*parts: ShownThing | ShownScore | ShownPlace) -> NodeLine:
    """The line that these parts make, later ones before earlier ones.

    Put together as they are: to assign each of forty fields of something frozen once more takes ten times as long, and a
    page has hundreds of lines.
    """
    line = object.__new__(NodeLine)
    for part in parts:
        vars(line).update(vars(part))
    return line


def lines_of(
    actor: Actor, plan: Plan, nodes: Collection[int], period: Period, also: Q | None = None
) -> dict[int, NodeLine]:
    """Lines by node id for the nodes that the actor may see, with the trend of 13 periods up to this one.

    `also`: others by what they are, whose ids are not known yet.
    """
    wanted = Q(id__in=nodes) if also is None else Q(id__in=nodes) | also
    found = nodes_ever_visible_to(actor).filter(wanted)
    return lines_of_nodes(plan, found.select_related(*SHOWN_OF_NODE), period)


def things_of(actor: Actor, wanted: Q) -> dict[int, ShownThing]:
    """What the nodes are that the actor may see, by node id, without how they stand. One query."""
    found = nodes_ever_visible_to(actor).filter(wanted)
    return {node.pk: _thing(node) for node in found.select_related(*SHOWN_OF_NODE)}


def lines_of_nodes(
    plan: Plan, found: Iterable[Node], period: Period, overrides: Mapping[int, Sequence[ShownOverride]] | None = None
) -> dict[int, NodeLine]:
    """The same of nodes that were read for the actor already, with `SHOWN_OF_NODE`. Two queries.

    `overrides`: those of the plan, where they are known already; then one query.
    """
    found = list(found)
    scores = _scores(plan, [node.pk for node in found], period)
    if overrides is None:
        overrides = _overrides(Q(node__in=[node.pk for node in found]))
    lines = {}
    for node in found:
        thing = _thing(node)
        asked = (node.measure.close_lag_days, node.measure.due_on) if node.measure else (None, None)
        score = with_missing_called(thing, scores[node.pk], plan, *asked)
        lines[node.pk] = NodeLine.of(thing, overruled(score, overrides.get(node.pk, ())))
    return lines


def _thing(node: Node) -> ShownThing:
    thing = node.thing
    owner = thing.owner if isinstance(thing, Objective | Measure) else None
    about: dict[str, Any] = {}
    if node.unit and node.kind != NodeKind.UNIT:
        about |= {"unit": node.unit.code, "unit_name": node.unit.name}
    if owner:
        about |= {"owner_id": owner.pk, "owner": owner.name, "initials": owner.initials}
    if isinstance(thing, Measure):
        about |= {name: getattr(thing, name) for name in _OF_MEASURES}
        about["supplier"] = thing.supplier.name if thing.supplier else owner.name if owner else ""
    return ShownThing(node=node.pk, kind=node.kind, ref=thing.pk, code=thing.code, name=thing.name, **about)


def _scores(plan: Plan, nodes: Collection[int], period: Period) -> dict[int, ShownScore]:
    """How nodes stand by what is stored, official where the period is closed, by node."""
    cuts, trend = rule_in(plan, period).cuts, trend_up_to(period)
    shown: dict[int, dict[date, float | None]] = defaultdict(dict)
    now: dict[int, Any] = {}
    rows = with_shown(Score.objects.filter(node_id__in=nodes, period__range=(trend[0].start, period.start)))
    # A page of fifty lines has 650 of these rows: as tuples they take a third of what they would as models.
    for row in rows.values_list("node_id", "period", *_TAKEN, named=True):
        shown[row.node_id][row.period] = row.shown_score
        if row.period == period.start:
            now[row.node_id] = row
    return {
        node: ShownScore(
            period=period, cuts=cuts, **_taken(now.get(node)), **moved([shown[node].get(step.start) for step in trend])
        )
        for node in nodes
    }


def trend_up_to(period: Period) -> list[Period]:
    """The periods of a trend, oldest first."""
    return [period.shift(-back) for back in reversed(range(TREND_PERIODS))]


def moved(trend: list[float | None]) -> dict[str, Any]:
    """A trend, and by how much its last score differs from the one before."""
    before, score = trend[-2:]
    return {"trend": tuple(trend), "delta": None if score is None or before is None else score - before}


def _taken(row: Any) -> dict[str, Any]:
    """What a stored row says, taken `with_shown`; nothing where there is none."""
    if row is None:
        return {}
    score, is_closed = row.shown_score, row.closed_status is not None
    is_restated = is_closed and None not in (row.score, score) and row.score != score
    return {
        "score": score,
        "coverage": row.shown_coverage,
        "status": row.shown_status,
        "computed_status": row.shown_status,
        "reason": "" if score is not None else reason_code(row.reason),
        "flags": row.flags,
        "value": row.shown_value,
        "target": row.shown_target,
        "attainment": row.attainment,
        "observed_on": row.observed_on,
        "is_closed": is_closed,
        "restated": row.score - score if is_restated else None,
    }


def with_missing_called(
    thing: ShownThing, score: ShownScore, plan: Plan, lag: int | None, due_on: date | None
) -> ShownScore:
    """The score, saying of a value that is missing whether it is not due yet, late, or was never recorded.

    `lag`: the measure's own days of grace, where it has any; `due_on`: until when its values are asked for.
    """
    if thing.kind != NodeKind.MEASURE:
        return score
    is_missing = score.score is None and score.value is None and score.reason in ("", "no_data")
    grace = plan.close_lag_days if lag is None else lag
    frequency, heard_on = Frequency(thing.frequency), score.observed_on
    starts = asked_in(score.period, frequency).start
    facts = Facts(
        is_missing=np.bool_(is_missing),
        is_asked=np.bool_(is_asked(starts, due_on, heard_on)),
        is_overdue=np.bool_(days_since_asked(score.period, frequency) > grace),
        was_heard_of=np.bool_(heard_on is not None),
    )
    for status, holds in called(facts).items():
        if holds and status == NO_DATA:
            return replace(score, reason=_MISSING[status])
        if holds:
            return replace(score, reason=_MISSING[status], status=status, computed_status=status)
    return score


def overrides_in(plan: Plan) -> dict[int, list[ShownOverride]]:
    """The statuses set by hand in a plan that hold today, by node. One query."""
    return _overrides(Q(node__plan=plan))


def _overrides(wanted: Q) -> dict[int, list[ShownOverride]]:
    today, found = clock.today(), defaultdict[int, list[ShownOverride]](list)
    overrides = StatusOverride.objects.filter(
        wanted, is_withdrawn=False, starts_on__lte=today, expires_on__gte=today
    ).order_by("id")
    for one in overrides:
        shown = ShownOverride(one.pk, one.status, one.reason, one.set_by, one.starts_on, one.expires_on)
        found[one.node_id].append(shown)
    return found


def overruled(score: ShownScore, overrides: Iterable[ShownOverride]) -> ShownScore:
    """The score with the last status set by hand that counts in its period: a closed one keeps what it was closed with."""
    for override in overrides:
        if score.period.end >= override.starts_on or not score.is_closed:
            score = replace(score, override=override, status=override.status)
    return score
