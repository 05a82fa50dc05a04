"""Why a score is what it is: its parts, what moved it, what is missing, down to who recorded what."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Upper

from hoshin.accounts.access import Actor
from hoshin.base.periods import Frequency, Period
from hoshin.measures.assembly import codes_read_by
from hoshin.measures.fields import Recorded, said_by
from hoshin.measures.models import AcrossUnits, Actual, Measure, RollUp, ScoringMethod, Target
from hoshin.measures.policies import actuals_visible_to, measures_visible_to
from hoshin.measures.selectors import targets_of
from hoshin.scorecards.assembly import explain
from hoshin.scorecards.assembly.backtest import method_in_force
from hoshin.scorecards.assembly.causes import causes_of
from hoshin.scorecards.assembly.explain import Effect, LevelStep, Making, Moment, Movement
from hoshin.scorecards.assembly.specs import spec_of
from hoshin.scorecards.models import Node, NodeKind, Score
from hoshin.scorecards.selectors.across_units import whole_of
from hoshin.scorecards.selectors.lines import NodeLine, lines_of
from hoshin.scorecards.selectors.measure import target_in_force
from hoshin.scorecards.selectors.nodes import seen_among
from hoshin.scorecards.selectors.periods import period_for, periods_and_choice
from hoshin.scorecards.selectors.rules import HeldRule, rule_in
from hoshin.strategy.models import Plan

SHOWN_EFFECTS = 8
SHOWN_VALUES = 24


@dataclass(frozen=True, slots=True)
class PartLine:
    """A child with its weight, its effective weight (0–1) and the points it gives to the score.

    `line` is None for all parts that the actor may not see, together. Share and points are None where they would tell
    the score of a single one of these.
    """

    line: NodeLine | None
    weight: float | None
    effective_weight: float | None
    points: float | None


@dataclass(frozen=True, slots=True)
class MakingLine:
    """How a score came about: by which roll-up (the word of a plan) from how many parts.

    `deciding` are those whose score is that of the whole, where some alone decide; `mean` is what a weighted mean would be.
    """

    aggregator: str
    kth: int
    among: int
    deciding: list[NodeLine]
    mean: float | None


@dataclass(frozen=True, slots=True)
class EffectLine:
    """What moved the score, in points. `kind` is score, coverage or weight of what stands below, or roll_up where a part
    rolls up otherwise than before.

    Of a measure it is value, unit, target, course, lines, goal or known, with the number before and after where there is
    one; a unit that came, went or counts differently is coverage or weight. What is not told apart because the actor may
    not see all of it is unseen: of hidden parts together (no line), or of everything below.
    """

    line: NodeLine | None
    kind: str
    points: float
    was: float | None = None
    now: float | None = None


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a score's change, level by level; `path` are the nodes down to it, `opens`: there is a level below."""

    effect: EffectLine
    path: tuple[int, ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class ActualLine(Recorded):
    """A recorded value with who recorded it, when, through which face."""

    period: Period
    unit: str
    recorded_at: datetime
    superseded_at: datetime | None
    by: str
    face: str


@dataclass(frozen=True, slots=True)
class MeasureInputs:
    """What a measure's score was computed from; `said_until`: by a definition that held until that day (exclusive).

    `target_units`: of how many units the target is the sum; 0: it is one that was set.
    """

    method: str
    formula: str
    target: Target | None
    actuals: list[ActualLine]
    method_code: str = ""
    formula_inputs: list["FormulaInput"] = field(default_factory=list)
    across_units: str = ""
    said_until: date | None = None
    target_units: int = 0


@dataclass(frozen=True, slots=True)
class FormulaInput:
    """A measure that a formula reads, with its value in the period (None: missing, or it stands in no plan)."""

    code: str
    name: str
    value: float | None
    unit: str


@dataclass(slots=True)
class Explanation:
    """Why a node has its score in a period, and what moved it since another moment.

    The points of `parts` add up to the score; `before` plus the points of `effects` and `rest` is `after`. The points of
    `steps` on one level add up to those of the level above, those of the first to the change. `making` is None where the
    score has no parts, or where the actor may not see all of them.
    """

    node: int
    line: NodeLine
    since: Period | None
    parts: list[PartLine] = field(default_factory=list)
    before: float | None = None
    after: float | None = None
    effects: list[EffectLine] = field(default_factory=list)
    rest_count: int = 0
    rest: float = 0.0
    missing: list[NodeLine] = field(default_factory=list)
    inputs: MeasureInputs | None = None
    largest: ActualLine | None = None
    largest_line: NodeLine | None = None
    weights_since: date | None = None
    periods: list[Period] = field(default_factory=list)
    rule: HeldRule | None = None
    making: MakingLine | None = None
    steps: list[StepLine] = field(default_factory=list)
    # The node of the same thing without a unit, for one that has a unit.
    whole: int | None = None


def explanation(
    actor: Actor,
    node: Node,
    *,
    period: str | None = None,
    since: str | None = None,
    as_of: datetime | None = None,
    since_as_of: datetime | None = None,
    shown: int = SHOWN_EFFECTS,
    opened: Collection[tuple[int, ...]] = (),
) -> Explanation | None:
    """Explain a node's score in a period (default: the latest) against an earlier one (default: the one before).

    `opened` are the paths of `steps` whose level below is told. With `as_of` and `since_as_of` the two sides are taken
    as they were known at those instants. None where the plan has no scores yet.
    """
    plan = node.plan
    known, chosen = periods_and_choice(plan, period)
    if chosen is None:
        return None
    earlier = earlier_period(plan, chosen, since, known, is_same=since_as_of is not None)
    moments = Moment(earlier, since_as_of), Moment(chosen, as_of)
    compared = explain.compared(plan, node.pk, *moments, partial(seen_among, actor), opened)
    parts, moved = compared.parts, compared.movement
    stored = list(targets_of(actor, node.its_measure)) if node.kind == NodeKind.MEASURE else []
    effects = list(moved.effects) or _own_effects(node, moments, moved, stored)
    top = effects[:shown]
    named = [part.node for part in parts] + [effect.node for effect in top]
    named += [step.effect.node for step in compared.steps]
    asked = {node.pk} | {pk for pk in named if pk is not None}
    lines = lines_of(actor, plan, asked, chosen, whole_of(node))
    result = Explanation(node.pk, lines[node.pk], earlier, periods=known)
    result.whole = next((pk for pk in lines if pk not in asked), None)
    result.parts = [PartLine(lines.get(p.node or 0), p.weight, p.effective_weight, p.points) for p in parts]
    result.before, result.after = moved.before, moved.after
    result.effects = [_effect(effect, lines) for effect in top]
    result.rest_count = len(effects) - len(top)
    result.rest = sum(effect.points for effect in effects[shown:])
    result.missing = [part.line for part in result.parts if part.line is not None and part.line.score is None]
    result.weights_since, result.rule = compared.weights_since, rule_in(plan, chosen)
    result.steps = [_step(step, lines) for step in compared.steps]
    result.making = _making(compared.making, lines)
    if node.kind == NodeKind.MEASURE:
        result.inputs = measure_inputs(actor, node, chosen, stored)
        own = [actual for actual in result.inputs.actuals if bool(actual.unit) == bool(node.unit_id)]
        result.largest = own[0] if own else None
        result.largest_line = result.line
    else:
        _find_largest(actor, result, chosen)
    return result


def _effect(effect: Effect, lines: Mapping[int, NodeLine]) -> EffectLine:
    return EffectLine(lines.get(effect.node or 0), effect.kind, effect.points, effect.was, effect.now)


def _making(making: Making | None, lines: Mapping[int, NodeLine]) -> MakingLine | None:
    if making is None:
        return None
    deciding = [lines[child] for child in making.deciding if child in lines]
    return MakingLine(making.aggregator, making.kth, making.among, deciding, making.mean)


def _step(step: LevelStep, lines: Mapping[int, NodeLine]) -> StepLine:
    return StepLine(_effect(step.effect, lines), step.path, step.opens)


def earlier_period(
    plan: Plan, chosen: Period, since: str | None, known: list[Period], *, is_same: bool = False
) -> Period:
    """The period to compare with: the one asked for, the same one as it was known earlier, or the one before."""
    if not since:
        return chosen if is_same else chosen.shift(-1)
    return next((period for period in known if str(period) == since), None) or period_for(plan, since) or chosen


def _own_effects(node: Node, moments: tuple[Moment, Moment], moved: Movement, stored: Sequence[Target]) -> list[Effect]:
    """What moved the score of a measure that has nothing below it in the graph: its value, its target, its lines."""
    if node.kind != NodeKind.MEASURE or moved.before is None or moved.after is None:
        return []
    found = causes_of(node.plan, node.its_measure, node.unit_id, moments, (moved.before, moved.after), stored)
    return [Effect(cause.node or node.pk, None, cause.kind, cause.points, cause.was, cause.now) for cause in found]


def measure_inputs(actor: Actor, node: Node, period: Period, stored: Sequence[Target] | None = None) -> MeasureInputs:
    """Method, formula, target in force, and the actuals that count in the period (else those of the units), latest first.

    `stored` are all targets of the measure, where they are at hand.
    """
    measure = node.its_measure
    spec = spec_of(measure)
    known = list(targets_of(actor, measure)) if stored is None else stored
    target, target_units = target_in_force(spec, known, period, node.unit_id, node.plan)
    held = spec.on(period.end)
    method = method_in_force(held, target)
    first = min(period.start, Period.containing(period.start, Frequency(measure.frequency)).start)
    found = _counting_lines(actor, measure, node.unit_id, period)
    of_units = node.unit_id is None and bool(found and found[0].unit)
    across = str(AcrossUnits(held.across_units).label) if of_units and held.roll_up != RollUp.SCORE else ""
    inside = [actual for actual in found if first <= actual.period.start <= period.end]
    read = _formula_inputs(actor, node, held.formula, period) if held.formula else []
    words = str(ScoringMethod(method).label)
    until = next((until for until, then in spec.past if then is held), None)
    return MeasureInputs(words, held.formula, target, inside or found[:1], method, read, across, until, target_units)


def _counting_lines(actor: Actor, measure: Measure, unit_id: int | None, until: Period) -> list[ActualLine]:
    """The last values of a unit, or of the whole; where the whole has none, those of its units. One query."""
    seen = actuals_visible_to(actor).filter(measure=measure)
    rows = _last_rows(seen.filter(unit=unit_id), until, SHOWN_VALUES)
    if unit_id is None:
        rows = rows.union(_last_rows(seen.filter(unit__isnull=False), until, SHOWN_VALUES), all=True)
    found = [_actual_line(row, Frequency(measure.frequency)) for row in rows]
    counting = found if unit_id is not None else [one for one in found if not one.unit] or found
    return sorted(counting, key=lambda one: (one.period.start, one.recorded_at), reverse=True)


def _formula_inputs(actor: Actor, node: Node, formula: str, period: Period) -> list[FormulaInput]:
    codes = {code.upper() for code in codes_read_by(formula)}
    read = measures_visible_to(actor).annotate(folded=Upper("code")).filter(folded__in=codes).order_by("code")
    scored = Score.objects.filter(
        node__plan=node.plan_id, node__measure=OuterRef("pk"), node__unit=None, period=period.start
    )
    rows = read.annotate(now_value=Subquery(scored.values("value")[:1]))
    return [FormulaInput(row.code, row.name, row.now_value, row.unit_of_measure) for row in rows]


def actual_lines(
    actor: Actor,
    measure: Measure,
    *,
    unit_id: int | None = None,
    until: Period | None = None,
    limit: int = 60,
    history: bool = False,
) -> list[ActualLine]:
    """Recorded values of a measure, latest period first; with all their versions where asked."""
    rows = actuals_visible_to(actor).filter(measure=measure, unit=unit_id)
    return _actual_lines(rows, Frequency(measure.frequency), until, limit, history)


def _actual_lines(
    rows: QuerySet[Actual], frequency: Frequency, until: Period | None, limit: int, history: bool = False
) -> list[ActualLine]:
    return [_actual_line(row, frequency) for row in _last_rows(rows, until, limit, history)]


def _last_rows(rows: QuerySet[Actual], until: Period | None, limit: int, history: bool = False) -> QuerySet[Actual]:
    if not history:
        rows = rows.filter(superseded_at__isnull=True)
    if until:
        rows = rows.filter(period__lte=until.end)
    return rows.select_related("unit", "change").order_by("-period", "-recorded_at")[:limit]


def _actual_line(row: Actual, frequency: Frequency) -> ActualLine:
    return ActualLine(
        Period(frequency, row.period),
        row.unit.code if row.unit else "",
        row.recorded_at,
        row.superseded_at,
        row.change.actor_name,
        row.change.get_face_display(),
        **said_by(row),
    )


def _find_largest(actor: Actor, result: Explanation, period: Period) -> None:
    """The measure that moved the score most, and the value that it has in the period."""
    effect = next((e for e in result.effects if e.line and e.line.kind == NodeKind.MEASURE), None)
    if effect is None or effect.line is None:
        return
    line = effect.line
    rows = actuals_visible_to(actor).filter(measure_id=line.ref)
    rows = rows.filter(unit__code=line.unit) if line.unit else rows.filter(unit=None)
    found = _actual_lines(rows, Frequency(line.frequency), period, 1)
    result.largest, result.largest_line = (found[0] if found else None), line
