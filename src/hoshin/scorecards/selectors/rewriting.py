"""Which scores another definition would rewrite, found before anything is saved."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.measures.models import Measure
from hoshin.measures.services.past_definitions import said_if
from hoshin.scorecards.assembly.formulas import dependents_of
from hoshin.scorecards.assembly.scores import measure_rows
from hoshin.scorecards.assembly.specs import spec_saying
from hoshin.scorecards.models import NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.selectors.lines import lines_of
from hoshin.scorecards.selectors.periods import closed_periods, periods_of
from hoshin.strategy.models import Plan

NAMED = 8


@dataclass(frozen=True, slots=True)
class Rewritten:
    """One score that would be another."""

    code: str
    name: str
    period: Period
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Rewriting:
    """How many scores would change, in which periods (latest first), and the first few of those that the actor sees."""

    count: int
    periods: tuple[tuple[Period, int], ...]
    first: tuple[Rewritten, ...]


def scores_rewritten(actor: Actor, measure: Measure, changes: dict[str, Any], since: date | None) -> Rewriting:
    """The scores before the present period that these columns would change from a day on (None: from the beginning).

    Official scores of closed periods stay as they are, and are not counted.
    """
    require(actor, Right.EDIT_PLAN)
    spec = spec_saying(measure, changes, said_if(measure, changes, since))
    count, by_period, first = 0, Counter[Period](), list[Rewritten]()
    plans = nodes_ever_visible_to(actor).filter(measure=measure).values("plan_id")
    for plan in Plan.objects.filter(pk__in=plans).order_by("position"):
        closed, now = closed_periods(plan), Period.containing(clock.today(), plan.period_frequency)
        periods = [period for period in periods_of(plan) if period < now and period.start not in closed]
        if not periods:
            continue
        found = measure_rows(plan, dependents_of(frozenset({measure.pk})), sorted(periods), {measure.pk: spec})
        moved = found.moved()
        count += len(moved)
        by_period.update(Period(plan.period_frequency, one.period) for one in moved)
        for one in sorted(moved, key=lambda one: (one.period, one.node), reverse=True):
            if len(first) < NAMED:
                period = Period(plan.period_frequency, one.period)
                line = lines_of(actor, plan, [one.node], period).get(one.node)
                if line is not None and line.kind in (
                    NodeKind.MEASURE,
                    NodeKind.OBJECTIVE,
                    NodeKind.PERSPECTIVE,
                    NodeKind.PLAN,
                ):
                    first.append(Rewritten(line.code, line.name, period, one.before, one.after))
    return Rewriting(count, tuple(sorted(by_period.items(), reverse=True)), tuple(first))
