"""How other targets would have coloured the past of a measure, as a whole or for one unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.periods import Period
from hoshin.measures.models import Measure, Target
from hoshin.measures.policies import actuals_visible_to
from hoshin.measures.rows import TargetRow
from hoshin.org.models import Unit
from hoshin.org.policies import units_visible_to
from hoshin.scorecards.assembly.backtest import PastScore, scored_with, target_columns
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.policies import nodes_visible_to
from hoshin.strategy.models import Plan

BACKTESTED = 24
MOST_HOLDERS = 200


@dataclass(frozen=True, slots=True)
class Backtest:
    """The past under the stored targets and under others, period by period, oldest first."""

    periods: list[Period]
    before: list[PastScore]
    after: list[PastScore]

    @property
    def changed(self) -> int:
        """In how many periods the status would have been another."""
        return sum(one.status != other.status for one, other in zip(self.before, self.after))

    @property
    def flips_before(self) -> int:
        return _flips(self.before)

    @property
    def flips_after(self) -> int:
        return _flips(self.after)

    @property
    def columns(self) -> list[tuple[Period, PastScore, PastScore]]:
        return list(zip(self.periods, self.before, self.after))


def backtest_of(
    actor: Actor,
    measure: Measure,
    targets: Sequence[TargetRow] | None = None,
    *,
    unit_id: int | None = None,
    count: int = BACKTESTED,
) -> Backtest | None:
    """The last periods with a value under the stored targets and under these (None: the same ones).

    Of the measure as a whole, or of one unit, for which its own targets go before those for all. None where there is
    no value to try them on: nothing was recorded, or the units are scored one by one. Nothing is stored.
    """
    require(actor, Right.EDIT_PLAN)
    nodes = nodes_visible_to(actor).filter(measure=measure, kind=NodeKind.MEASURE, unit=None).select_related("plan")
    node = nodes.order_by("plan__position", "plan_id").first()
    plan = node.plan if node else Plan(frequency=measure.frequency)
    last = (
        actuals_visible_to(actor)
        .filter(measure=measure, superseded_at=None, value__isnull=False)
        .order_by("-period")
        .first()
    )
    if last is None and not measure.formula:
        return None
    until = Period.containing(last.period, plan.period_frequency) if last else _last_of_formula(node)
    if until is None:
        return None
    periods = [until.shift(-back) for back in reversed(range(count))]
    before = scored_with(plan, measure, periods, unit_id=unit_id)
    if all(one.value is None for one in before):
        return None
    if targets is None:
        return Backtest(periods, before, before)
    rows = [
        (row.measure_id, row.unit_id, row.starts_on, row.frequency, *(getattr(row, name) for name in Target.VALUES))
        for row in targets
    ]
    return Backtest(periods, before, scored_with(plan, measure, periods, rows, unit_id=unit_id))


def columns_for_targets(measure: Measure, targets: Sequence[Target]) -> list[str]:
    """The numbers that a sheet of targets asks for: those that the measure's scoring reads, and those that are set."""
    own = target_columns(measure)
    return [name for name in Target.VALUES if name in own or any(getattr(one, name) is not None for one in targets)]


def units_holding(actor: Actor, measure: Measure) -> list[Unit]:
    """The units that hold values of a measure, by name; the first 200. One query."""
    held = (
        actuals_visible_to(actor)
        .filter(measure=measure, superseded_at=None, unit__isnull=False)
        .order_by()
        .values("unit_id")
    )
    return list(units_visible_to(actor).filter(pk__in=held).order_by("name", "pk")[:MOST_HOLDERS])


def _last_of_formula(node: Node | None) -> Period | None:
    """A computed measure has no values of its own: the last period in which its formula gave one."""
    if node is None:
        return None
    scored = node.scores.filter(value__isnull=False).order_by("-period").first()
    return Period(node.plan.period_frequency, scored.period) if scored else None


def _flips(past: Sequence[PastScore]) -> int:
    known = [one.status for one in past if one.score is not None]
    return sum(one != other for one, other in pairwise(known))
