"""Which scores another definition would rewrite, found before anything is saved."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from hoshin.accounts.access import Actor, Right, require
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.base.upserts import problems_of
from hoshin.measures.models import Measure
from hoshin.measures.services.past_definitions import said_if
from hoshin.measures.services.validity import formula_problems, measure_problems, raise_problems
from hoshin.scorecards.assembly.aggregators import CODES
from hoshin.scorecards.assembly.formulas import dependents_of
from hoshin.scorecards.assembly.rules import Rules
from hoshin.scorecards.assembly.scores import OtherRollUp, found_rows, measure_rows
from hoshin.scorecards.assembly.specs import spec_saying
from hoshin.scorecards.assembly.store import ScoreRow, stored_rows
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.selectors.lines import lines_of
from hoshin.scorecards.selectors.periods import closed_periods, periods_of
from hoshin.strategy.models import Objective, Perspective, Plan
from hoshin.strategy.parts import parts_of
from hoshin.strategy.services.past_definitions import plan_said_if

NAMED = 8
_PERIODS_AT_ONCE = 24
_KINDS = (NodeKind.MEASURE, NodeKind.OBJECTIVE, NodeKind.PERSPECTIVE, NodeKind.PLAN)
_Pair = tuple[ScoreRow | None, ScoreRow]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """One score that would be another, or have another status."""

    code: str
    name: str
    period: Period
    before: float | None
    after: float | None
    status_before: int
    status_after: int


@dataclass(frozen=True, slots=True)
class Rewriting:
    """How many scores would change, in which periods (latest first), and the first few of those that the actor sees."""

    count: int
    periods: tuple[tuple[Period, int], ...]
    first: tuple[Rewritten, ...]


def scores_rewritten(actor: Actor, measure: Measure, changes: dict[str, Any], since: date | None) -> Rewriting:
    """The scores before the present period that these columns would change from a day on (None: from the beginning).

    Official scores of closed periods stay as they are, and are not counted. Invalid: it cannot be so.
    """
    require(actor, Right.EDIT_PLAN)
    wanted = _with(measure, changes)
    raise_problems(measure_problems(wanted))
    if wanted.formula != measure.formula:
        raise_problems(formula_problems([wanted]))
    spec = spec_saying(wanted, said_if(measure, wanted, since, changes.keys())[:-1])
    plans = nodes_ever_visible_to(actor).filter(measure=measure).values("plan_id")
    found: list[tuple[Plan, list[_Pair]]] = []
    for plan in Plan.objects.filter(pk__in=plans).order_by("position"):
        periods = _past_of(plan, since)
        if periods:
            reached = dependents_of(frozenset({measure.pk}))
            rows = measure_rows(plan, reached, periods, {measure.pk: spec}, wanted.roll_up != measure.roll_up)
            found.append((plan, [(rows.before.get((row.node, row.period)), row) for row in rows.changed]))
    return _told(actor, found)


def plan_scores_rewritten(actor: Actor, plan: Plan, changes: dict[str, Any], since: date | None) -> Rewriting:
    """The same of other cut points, least coverage, statuses or another roll-up of a plan.

    `critical_parts` among the changes are the ids of the perspectives that would be critical.
    """
    require(actor, Right.EDIT_PLAN)
    wanted, other = _roll_up_wanted(plan, changes)
    rules = Rules(tuple(plan_said_if(plan, wanted, since, changes.keys())))
    return _told(actor, [(plan, list(_pairs(plan, _past_of(plan, since), rules, other)))])


def roll_up_rewritten(
    actor: Actor, thing: Perspective | Objective, changes: dict[str, Any], since: date | None
) -> Rewriting:
    """The same of another roll-up of a perspective or an objective.

    `critical_parts` among the changes are the ids of the rows that say what is part of it and would be critical.
    """
    require(actor, Right.EDIT_PLAN)
    plan, (_wanted, other) = thing.plan, _roll_up_wanted(thing, changes)
    return _told(actor, [(plan, list(_pairs(plan, _past_of(plan, since), None, other)) if other else [])])


def _roll_up_wanted(thing: Plan | Perspective | Objective, changes: dict[str, Any]) -> tuple[Any, OtherRollUp | None]:
    """The thing as it would be, and its nodes with the way in which they would roll up; None where nothing is said of it.

    What is said as it is may hold from an earlier day now.
    """
    columns = dict(changes)
    critical = columns.pop("critical_parts", None)
    wanted = _with(thing, columns)
    if critical is None and not {"aggregator", "kth"} & columns.keys():
        return wanted, None
    if isinstance(thing, Plan):
        own = Q(kind__in=(NodeKind.PLAN, NodeKind.UNIT))
    else:
        own = Q(**{thing._meta.model_name or "": thing})
    nodes = Node.objects.filter(own, plan=thing if isinstance(thing, Plan) else thing.plan)
    ids = frozenset(nodes.values_list("id", flat=True))
    marked = None if critical is None else _nodes_of_parts(thing, critical)
    return wanted, OtherRollUp(ids, CODES[wanted.aggregator], wanted.kth, marked)


def _nodes_of_parts(thing: Plan | Perspective | Objective, rows: Collection[int]) -> frozenset[int]:
    """The nodes of what these rows say is part of a thing."""
    parts = [getattr(row, "child", row) for row in parts_of(thing) if row.pk in rows]
    same = Q(pk=None)
    for part in parts:
        same |= Q(**{part._meta.model_name: part})
    return frozenset(Node.objects.filter(same).values_list("id", flat=True))


def _pairs(plan: Plan, periods: Sequence[Period], rules: Rules | None, other: OtherRollUp | None) -> Iterator[_Pair]:
    for start in range(0, len(periods), _PERIODS_AT_ONCE):
        batch = periods[start : start + _PERIODS_AT_ONCE]
        stored = stored_rows(plan, batch)
        yield from (
            (stored.get((row.node, row.period)), row) for row in found_rows(plan, batch, rules=rules, other=other)
        )


def _with(row: Any, changes: dict[str, Any]) -> Any:
    """The row as it would be. Invalid: what is wrong with it."""
    wanted = copy(row)
    for name, value in changes.items():
        setattr(wanted, name, value)
    try:
        wanted.full_clean()
    except ValidationError as error:
        raise Invalid(problems_of(error, value_of=wanted)) from None
    return wanted


def _past_of(plan: Plan, since: date | None) -> list[Period]:
    """The periods before the present one whose scores a change from a day on might rewrite, oldest first."""
    closed, now = closed_periods(plan), Period.containing(clock.today(), plan.period_frequency)
    past = (period for period in periods_of(plan) if period < now and period.start not in closed)
    return sorted(period for period in past if since is None or period.end >= since)


def _told(actor: Actor, found: Iterable[tuple[Plan, list[_Pair]]]) -> Rewriting:
    by_period, first = Counter[Period](), list[Rewritten]()
    for plan, pairs in found:
        moved = [(old, new) for old, new in pairs if (old and (old.score, old.status)) != (new.score, new.status)]
        by_period.update(Period(plan.period_frequency, new.period) for _, new in moved)
        for old, new in sorted(moved, key=lambda pair: (pair[1].period, pair[1].node), reverse=True):
            if len(first) < NAMED:
                period = Period(plan.period_frequency, new.period)
                line = lines_of(actor, plan, [new.node], period).get(new.node)
                if line is not None and line.kind in _KINDS:
                    was = (old.score, old.status) if old else (None, 0)
                    first.append(Rewritten(line.code, line.name, period, was[0], new.score, was[1], new.status))
    return Rewriting(by_period.total(), tuple(sorted(by_period.items(), reverse=True)), tuple(first))
