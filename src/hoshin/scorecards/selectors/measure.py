"""Everything that one measure's page shows, and how other targets would have coloured its past."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django.db.models import Count

from hoshin.accounts.access import Actor, Right, require
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import Actual, Measure, RollUp, Target
from hoshin.measures.rows import TargetRow
from hoshin.measures.selectors import measure_by_code, target_in_force
from hoshin.org.models import Unit
from hoshin.scorecards.assembly.backtest import PastScore, method_in_force, scored_with
from hoshin.scorecards.assembly.together import values_together
from hoshin.scorecards.models import Kind, Node
from hoshin.scorecards.selectors.lines import NodeLine, lines_of
from hoshin.scorecards.selectors.nodes import visible_nodes
from hoshin.scorecards.selectors.periods import periods_and_choice
from hoshin.scorecards.selectors.series import Point, series_of
from hoshin.strategy.models import Contribution, Plan
from hoshin.strategy.selectors import contributions_visible_to, measures_open_to

BACKTESTED = 24
MOST_UNITS = 200


@dataclass(slots=True)
class MeasureDetail:
    """A measure in a period of one plan. `line` is None where it stands in no plan or nothing of it is scored."""

    measure: Measure
    plan: Plan | None
    node: int | None
    period: Period | None
    periods: list[Period]
    line: NodeLine | None = None
    points: list[Point] = field(default_factory=list)
    target: Target | None = None
    method: str = ""
    serves: list[Contribution] = field(default_factory=list)
    units: list[NodeLine] = field(default_factory=list)


@dataclass(slots=True)
class ValueRow:
    """A period of a measure as the sheet of values shows it; `versions` counts what was recorded for it.

    Where nothing stands for the measure itself, `units` counts the units that reported, and `together` is what their
    values come to (None where they are scored one by one, or cannot be brought together).
    """

    period: Period
    actual: Actual | None
    versions: int
    is_due: bool
    units: int = 0
    together: float | None = None

    @property
    def has_value(self) -> bool:
        return self.actual is not None and self.actual.value is not None


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


def measure_seen(actor: Actor, code: str) -> Measure:
    """The measure of that code, as far as the actor may see it. NotFound names codes like it."""
    return measure_by_code(actor, code, among=measures_open_to(actor))


def measure_detail(actor: Actor, measure: Measure, *, period: str | None = None) -> MeasureDetail:
    """How a measure stands in a period (default: the latest) of the first plan in which it is scored."""
    seen = visible_nodes(actor).filter(kind=Kind.MEASURE, measure=measure)
    nodes = list(seen.select_related("plan").order_by("plan__position", "plan_id", "unit_id")[: MOST_UNITS + 1])
    whole = next((node for node in nodes if node.unit_id is None), nodes[0] if nodes else None)
    if whole is None:
        return MeasureDetail(measure, None, None, None, [], serves=_serves(actor, measure))
    plan = whole.plan
    known, chosen = periods_and_choice(plan, period)
    detail = MeasureDetail(measure, plan, whole.pk, chosen, known, serves=_serves(actor, measure))
    if chosen is not None:
        _fill(actor, detail, whole, [node for node in nodes if node.plan_id == plan.pk], chosen)
    return detail


def _fill(actor: Actor, detail: MeasureDetail, whole: Node, nodes: list[Node], chosen: Period) -> None:
    lines = lines_of(actor, whole.plan, [node.pk for node in nodes], chosen)
    detail.line = lines.get(whole.pk)
    detail.points = series_of(whole.plan, whole.pk, chosen)
    detail.target = target_in_force(actor, detail.measure, chosen, whole.unit_id)
    detail.method = method_in_force(detail.measure, detail.target)
    detail.units = [lines[node.pk] for node in nodes if node.unit_id is not None and node.pk in lines]


def _serves(actor: Actor, measure: Measure) -> list[Contribution]:
    return list(contributions_visible_to(actor).filter(measure=measure).select_related("parent"))


def value_rows(actor: Actor, measure: Measure, *, unit: Unit | None = None, count: int = 18) -> list[ValueRow]:
    """The latest periods of a measure, newest first, from the one in which today lies; gaps included.

    Two queries, and the whole measure's values where its units hold them.
    """
    require(actor, Right.SEE)
    frequency = Frequency(measure.frequency)
    current = Period.containing(clock.today(), frequency)
    rows = (
        Actual.objects.filter(measure=measure, unit=unit).select_related("change").order_by("-period", "-recorded_at")
    )
    found: dict[Period, list[Actual]] = {}
    for row in rows[: 4 * count]:
        found.setdefault(Period(frequency, row.period), []).append(row)
    held = {} if unit else _units_reporting(measure)
    known = [*found, *(Period(frequency, start) for start in held)]
    last, earliest = max([current, *known]), min([*known, current.shift(-2)])
    listed = [last.shift(-back) for back in range(count) if last.shift(-back) >= earliest]
    shown = [_value_row(period, found.get(period, []), current) for period in listed]
    return _with_units(measure, shown, held)


def value_row(actor: Actor, measure: Measure, period: Period, *, unit: Unit | None = None) -> ValueRow:
    """One period of a measure, as `value_rows` shows it."""
    require(actor, Right.SEE)
    rows = Actual.objects.filter(measure=measure, unit=unit, period=period.start)
    current = Period.containing(clock.today(), Frequency(measure.frequency))
    shown = _value_row(period, list(rows.select_related("change").order_by("-recorded_at", "-id")), current)
    held = {} if unit else _units_reporting(measure, period)
    return _with_units(measure, [shown], held)[0]


def _value_row(period: Period, rows: list[Actual], current: Period) -> ValueRow:
    held = next((row for row in rows if row.superseded_at is None), None)
    return ValueRow(period, held, len(rows), period < current)


def _units_reporting(measure: Measure, period: Period | None = None) -> dict[date, int]:
    """How many units hold a value, by the start of the period; of one period where it is given. One query."""
    held = Actual.objects.filter(measure=measure, unit__isnull=False, superseded_at=None, value__isnull=False)
    if period is not None:
        held = held.filter(period=period.start)
    return dict(held.order_by().values_list("period").annotate(units=Count("unit")))


def _with_units(measure: Measure, shown: list[ValueRow], counts: dict[date, int]) -> list[ValueRow]:
    """The same rows, newest first, those without a value of their own filled from the units that reported."""
    empty = [row for row in shown if not row.has_value and row.period.start in counts]
    if not empty:
        return shown
    amounts: dict[Period, float | None] = {}
    if measure.roll_up == RollUp.RAW:
        periods = [row.period for row in reversed(shown)]
        amounts = dict(zip(periods, values_together(measure, periods)))
    for row in empty:
        row.units, row.together = counts[row.period.start], amounts.get(row.period)
    return shown


def backtest_of(
    actor: Actor, measure: Measure, targets: Sequence[TargetRow] | None = None, *, count: int = BACKTESTED
) -> Backtest | None:
    """The last periods with a value under the stored targets and under these (None: the same ones).

    None where nothing was recorded. Nothing is stored.
    """
    require(actor, Right.EDIT_PLAN)
    node = Node.objects.filter(measure=measure, kind=Kind.MEASURE, unit=None).select_related("plan").first()
    plan = node.plan if node else Plan(frequency=measure.frequency)
    last = Actual.objects.filter(measure=measure, superseded_at=None, value__isnull=False).order_by("-period").first()
    if last is None:
        return None
    until = Period.containing(last.period, plan.period_frequency)
    periods = [until.shift(-back) for back in reversed(range(count))]
    before = scored_with(plan, measure, periods)
    if targets is None:
        return Backtest(periods, before, before)
    rows = [
        (row.measure_id, row.unit_id, row.starts_on, row.frequency, *(getattr(row, name) for name in Target.VALUES))
        for row in targets
    ]
    return Backtest(periods, before, scored_with(plan, measure, periods, rows))


def _flips(past: Sequence[PastScore]) -> int:
    known = [one.status for one in past if one.score is not None]
    return sum(one != other for one, other in pairwise(known))
