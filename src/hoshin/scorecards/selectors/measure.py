"""Everything that one measure's page shows: how it stands in a plan, for one unit or as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.periods import Period
from hoshin.measures.models import Measure, Target
from hoshin.measures.selectors import targets_of
from hoshin.org.models import Unit
from hoshin.scorecards.assembly.rules import Rules
from hoshin.scorecards.assembly.specs import MeasureSpec, spec_of
from hoshin.scorecards.assembly.targets import target_held
from hoshin.scorecards.assembly.zones import Zone, zones_over
from hoshin.scorecards.figures import with_shown
from hoshin.scorecards.models import Node, NodeKind, Score
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.selectors.lines import SHOWN_OF_NODE, NodeLine, lines_of_nodes
from hoshin.scorecards.selectors.nodes import told, with_past
from hoshin.scorecards.selectors.periods import newest_of_result, periods_and_choice
from hoshin.scorecards.selectors.rules import HeldRule, rule_in, score_zones
from hoshin.scorecards.selectors.series import Point, point_of, series_of
from hoshin.strategy.models import Contribution, Plan
from hoshin.strategy.policies import contributions_visible_to

MOST_UNITS = 24


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """How a measure stands in one of its plans; `period` is None where it never had a score there."""

    plan: Plan
    node: int
    period: Period | None
    score: float | None
    status: int


@dataclass(slots=True)
class MeasureDetail:
    """A measure in a period of one plan. `line` is None where it stands in no plan or nothing of it is scored.

    `zones` stand beside `points`; `standings` name every plan that it stands in, where there are several. With `unit`
    all of it is that unit's side, and `whole` the line of the measure itself. `said_until`: the definition that held in the
    period was another one, until that day.
    """

    measure: Measure
    plan: Plan | None
    node: int | None
    period: Period | None
    periods: list[Period]
    line: NodeLine | None = None
    points: list[Point] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    target: Target | None = None
    target_units: int = 0
    serves: list[Contribution] = field(default_factory=list)
    units: list[NodeLine] = field(default_factory=list)
    unit: Unit | None = None
    whole: NodeLine | None = None
    standings: list[PlanStanding] = field(default_factory=list)
    said_until: date | None = None
    rule: HeldRule | None = None

    @property
    def score_zones(self) -> list[Zone]:
        """The colours of its scores beside `points`; those of its values are `zones`."""
        return score_zones(self.plan, self.points) if self.plan is not None else []


def measure_detail(
    actor: Actor, measure: Measure, *, period: str | None = None, plan: str | None = None, unit: str | None = None
) -> MeasureDetail:
    """How a measure stands in a period (default: the latest) of a plan (default: the first in which it is scored).

    With the code of a unit it is that unit's side of the measure, where the unit holds it. NotFound: it stands in no
    plan of that code, or the plan has no scores in the period.
    """
    nodes = _nodes(actor, measure, unit or "")
    tops = list({node.plan_id: node for node in reversed(nodes)}.values())[::-1]
    top = next((node for node in tops if node.plan.code.casefold() == plan.casefold()), None) if plan else None
    if plan and top is None:
        raise NotFound("plan with this measure", plan, known=[node.plan.code for node in tops])
    top = top or next(iter(tops), None)
    serves = list(contributions_visible_to(actor).filter(measure=measure).select_related("parent__plan"))
    if top is None:
        return MeasureDetail(measure, None, None, None, [], serves=serves)
    known, chosen = periods_and_choice(top.plan, period)
    if period is None:
        chosen = newest_of_result(top.plan, chosen, measure.pk)
    detail = MeasureDetail(measure, top.plan, top.pk, chosen, known, serves=serves)
    if chosen is not None:
        held = [node for node in nodes if node.plan_id == top.plan_id and node.unit_id is not None]
        lines = lines_of_nodes(top.plan, {node.pk: node for node in (*tops, *held)}.values(), chosen)
        detail.units = [lines[node.pk] for node in held if node.pk in lines]
        detail.whole = lines.get(top.pk)
        own = next((node for node in held if unit and node.unit and node.unit.code.casefold() == unit.casefold()), None)
        _fill(actor, detail, own or top, lines, chosen)
        detail.standings = _standings(tops, lines, chosen) if len(tops) > 1 else []
    return detail


def _nodes(actor: Actor, measure: Measure, unit: str) -> list[Node]:
    """The measure's nodes of every plan, by plan: as a whole first, then by unit. One query.

    Where it counts in no plan any more, those of the plans in which it did. Of many units the first, and the one asked for.
    """
    seen = nodes_ever_visible_to(actor).filter(kind=NodeKind.MEASURE, measure=measure)
    # Which come first is found among numbers alone: with all that is shown of them, hundreds of units would be sorted whole.
    held = seen.filter(unit__isnull=False).order_by("-is_active", "unit__code", "plan__position", "plan_id")
    asked = Q(unit=None) | Q(pk__in=held.values("pk")[:MOST_UNITS])
    if unit:
        asked |= Q(unit__code__iexact=unit)
    found = list(map(told, with_past(seen.filter(asked).select_related(*SHOWN_OF_NODE))))
    found = [node for node in found if node.is_active] or found
    return sorted(found, key=lambda node: (node.plan.position, node.plan_id, node.unit_id or 0))


def _fill(
    actor: Actor,
    detail: MeasureDetail,
    node: Node,
    lines: dict[int, NodeLine],
    chosen: Period,
) -> None:
    detail.node, detail.unit, detail.line = node.pk, node.unit, lines.get(node.pk)
    detail.rule = rule_in(node.plan, chosen)
    detail.points = series_of(node.plan, node.pk, chosen)
    targets = list(targets_of(actor, detail.measure))
    spec = spec_of(node.its_measure)
    detail.target, detail.target_units = target_in_force(spec, targets, chosen, node.unit_id, node.plan)
    detail.zones = zones_over(Rules.of(node.plan), spec, node.unit_id, detail.points, targets, node.plan)
    detail.said_until = next((until for until, _ in spec.past if chosen.end < until), None)


def target_holding(targets: Iterable[Target], period: Period, unit_id: int | None) -> Target | None:
    """Which of a measure's targets holds in a period: a unit's own before that for all, the latest start before others."""
    holding = [
        target
        for target in targets
        if target.unit_id in (None, unit_id) and (target.starts_on is None or target.starts_on <= period.end)
    ]
    return max(holding, key=lambda one: (one.unit_id is not None, one.starts_on or date.min), default=None)


def target_in_force(
    spec: MeasureSpec, stored: Sequence[Target], period: Period, unit_id: int | None, plan: Plan
) -> tuple[Target | None, int]:
    """Which target holds in a period, and of how many units it is the sum (0: it is one that was set)."""
    own = target_holding(stored, period, unit_id)
    summed = target_held(spec.on(period.end), stored, period, unit_id, plan) if own is None else None
    return summed or (own, 0)


def _standings(tops: Sequence[Node], lines: dict[int, NodeLine], chosen: Period) -> list[PlanStanding]:
    """Each plan's score in the period, or in its own latest one up to then; one query where plans differ in frequency."""
    others = [node.pk for node in tops if node.pk not in lines or lines[node.pk].score is None]
    rows = with_shown(Score.objects.filter(node_id__in=others, period__lte=chosen.end))
    scored = rows.exclude(shown_score=None)
    latest = scored.order_by("node_id", "-period").distinct("node_id") if others else []
    found = {row.node_id: row for row in latest}
    standings = []
    for node in tops:
        line = lines.get(node.pk)
        if line is not None and node.pk not in found:
            period = chosen if line.score is not None else None
            standings.append(PlanStanding(node.plan, node.pk, period, line.score, line.status))
        elif node.pk in found:
            point = point_of(found[node.pk], node.plan)
            status = line.override.status if line and line.override else point.status
            standings.append(PlanStanding(node.plan, node.pk, point.period, point.score, status))
    return standings
