"""Why a score is what it is: its parts, what moved it, what is missing, down to who recorded what."""

from dataclasses import dataclass, field
from datetime import datetime

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import Actual, Measure, Target
from hoshin.scorecards.assembly import explain
from hoshin.scorecards.assembly.explain import Moment
from hoshin.scorecards.models import Edge, Kind, Node
from hoshin.scorecards.selectors.lines import NodeLine, lines_of
from hoshin.scorecards.selectors.periods import period_for

SHOWN_EFFECTS = 8


@dataclass(frozen=True, slots=True)
class PartLine:
    """A child with its weight, its effective weight (0–1) and the points it gives to the score."""

    line: NodeLine | None
    weight: float
    effective_weight: float
    points: float


@dataclass(frozen=True, slots=True)
class EffectLine:
    """What moved the score, in points; `kind` is score, coverage or weight."""

    line: NodeLine | None
    kind: str
    points: float


@dataclass(frozen=True, slots=True)
class ActualLine:
    """A recorded value with who recorded it, when, through which face."""

    period: Period
    value: float | None
    numerator: float | None
    denominator: float | None
    unit: str
    note: str
    source: str
    recorded_at: datetime
    superseded_at: datetime | None
    by: str
    face: str


@dataclass(frozen=True, slots=True)
class MeasureInputs:
    """What a measure's score was computed from."""

    method: str
    formula: str
    target: Target | None
    actuals: list[ActualLine]


@dataclass(slots=True)
class Explanation:
    """Why a node has its score in a period, and what moved it since another moment.

    The points of `parts` add up to the score; `before` plus the points of `effects` and `rest` is `after`.
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
    weights_since: object = None


def explanation(
    actor: Actor,
    node: Node,
    *,
    period: str | None = None,
    since: str | None = None,
    as_of: datetime | None = None,
    since_as_of: datetime | None = None,
    shown: int = SHOWN_EFFECTS,
) -> Explanation | None:
    """Explain a node's score in a period (default: the latest) against an earlier one (default: the one before).

    With `as_of` and `since_as_of` the two sides are taken as they were known at those instants. None where the plan
    has no scores yet.
    """
    plan = node.plan
    chosen = period_for(plan, period)
    if chosen is None:
        return None
    earlier = period_for(plan, since) if since else (chosen if since_as_of else chosen.shift(-1))
    line = lines_of(actor, plan, [node.pk], chosen)[node.pk]
    result = Explanation(node.pk, line, earlier)
    parts = explain.parts_of(plan, node.pk, chosen)
    moved = explain.movement(plan, node.pk, Moment(earlier or chosen, since_as_of), Moment(chosen, as_of))
    top = list(moved.effects[:shown])
    wanted = {part.node for part in parts} | {effect.node for effect in top}
    lines = lines_of(actor, plan, wanted, chosen)
    result.parts = [PartLine(lines.get(p.node), p.weight, p.effective_weight, p.points) for p in parts]
    result.before, result.after = moved.before, moved.after
    result.effects = [EffectLine(lines.get(e.node), e.kind, e.points) for e in top]
    result.rest_count = len(moved.effects) - len(top)
    result.rest = sum(effect.points for effect in moved.effects[shown:])
    result.missing = [part.line for part in result.parts if part.line is not None and part.line.score is None]
    result.weights_since = _weights_since(node)
    if node.kind == Kind.MEASURE:
        result.inputs = measure_inputs(node, chosen)
        result.largest = result.inputs.actuals[0] if result.inputs.actuals else None
    else:
        result.largest = _largest(result, chosen)
    return result


def measure_inputs(node: Node, period: Period) -> MeasureInputs:
    """Method, formula, target in force and the actuals that count in the period, latest first."""
    measure = node.measure
    target = _target_on(measure, node.unit_id, period)
    first = min(period.start, Period.containing(period.start, Frequency(measure.frequency)).start)
    found = actual_lines(measure, unit_id=node.unit_id, until=period, limit=24)
    inside = [actual for actual in found if first <= actual.period.start <= period.end]
    return MeasureInputs(measure.get_method_display(), measure.formula, target, inside or found[:1])


def _target_on(measure: Measure, unit_id: int | None, period: Period) -> Target | None:
    targets = Target.objects.filter(measure=measure, unit_id=unit_id)
    started = targets.filter(starts_on__lte=period.end).order_by("-starts_on").first()
    return (
        started
        or targets.filter(starts_on__isnull=True).first()
        or (_target_on(measure, None, period) if unit_id else None)
    )


def actual_lines(
    measure: Measure, *, unit_id: int | None = None, until: Period | None = None, limit: int = 60, history: bool = False
) -> list[ActualLine]:
    """Recorded values of a measure, latest period first; with all their versions where asked."""
    query = Actual.objects.filter(measure=measure, unit_id=unit_id).select_related("unit")
    if not history:
        query = query.filter(superseded_at__isnull=True)
    if until:
        query = query.filter(period__lte=until.end)
    rows = list(query.order_by("-period", "-recorded_at")[:limit])
    changes = Change.objects.in_bulk({row.change_id for row in rows})
    return [
        ActualLine(
            Period(Frequency(measure.frequency), row.period),
            row.value,
            row.numerator,
            row.denominator,
            row.unit.code if row.unit else "",
            row.note,
            row.source,
            row.recorded_at,
            row.superseded_at,
            changes[row.change_id].actor_name if row.change_id in changes else "",
            changes[row.change_id].get_face_display() if row.change_id in changes else "",
        )
        for row in rows
    ]


def _largest(result: Explanation, period: Period) -> ActualLine | None:
    for effect in result.effects:
        if effect.line and effect.line.kind == Kind.MEASURE:
            measure = Measure.objects.get(pk=effect.line.ref)
            found = actual_lines(measure, until=period, limit=1)
            return found[0] if found else None
    return None


def _weights_since(node: Node) -> object:
    return (
        Edge.objects.filter(parent=node, valid_to__isnull=True)
        .order_by("-valid_from")
        .values_list("valid_from", flat=True)
        .exclude(valid_from__isnull=True)
        .first()
    )
