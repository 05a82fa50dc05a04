"""How confidence that somebody stated compares with what came of it: for themself alone."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.checkins.assembly import SaidConfidence
from hoshin.checkins.models import CheckIn, Confidence
from hoshin.checkins.policies import check_ins_visible_to
from hoshin.checkins.standing import StandingResult, latest_values, paces_of
from hoshin.forecasts.models import Forecast
from hoshin.forecasts.policies import forecasts_visible_to
from hoshin.measures.policies import actuals_visible_to, targets_visible_to
from hoshin.org.relations import is_self

MOST = 1_000


@dataclass(frozen=True, slots=True)
class CalibrationLine:
    """Statements of one confidence: how many, and how many of these key results reached their target."""

    confidence: Confidence
    stated: int
    reached: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """All statements on goals that are over. `brier`: the mean of (chance − outcome)²; 0 is perfect, 0.25 a coin."""

    lines: tuple[CalibrationLine, ...]
    brier: float | None

    @property
    def stated(self) -> int:
        return sum(line.stated for line in self.lines)


def calibration_of(actor: Actor) -> Calibration:
    """The actor's own statements on key results of goals that are over, against what came of them. Three queries.

    Without a way from baseline to target, or a value, nothing came of it that could be compared.
    """
    rows = check_ins_visible_to(actor).filter(
        is_self(actor, "person"), objective__due_date__lt=clock.today(), confidence__isnull=False
    )
    said = list(rows.select_related("objective", "measure").order_by("-checked_on", "-pk")[:MOST])
    reached = _reached(actor, said)
    counts: dict[int, list[bool]] = defaultdict(list)
    for row in said:
        outcome = reached.get((row.objective_id, row.measure_id))
        if outcome is not None and row.confidence is not None:
            counts[row.confidence].append(outcome)
    lines = tuple(CalibrationLine(one, len(counts[one]), sum(counts[one])) for one in Confidence if counts.get(one))
    errors = [(Confidence(one).chance - outcome) ** 2 for one, outcomes in counts.items() for outcome in outcomes]
    return Calibration(lines, sum(errors) / len(errors) if errors else None)


def forecasts_and_confidences(
    actor: Actor, measures: Collection[int]
) -> tuple[dict[int, Forecast], dict[tuple[int, int], SaidConfidence]]:
    """The forecasts of measures, and beside each how sure people were last of it, by goal and measure. One query."""
    said = check_ins_visible_to(actor).filter(measure=OuterRef("measure"), confidence__isnull=False)
    last = said.order_by("objective_id", "-checked_on", "-pk").distinct("objective_id")
    each = last.values(one=JSONObject(goal="objective_id", sure="confidence", day="checked_on"))
    rows = forecasts_visible_to(actor).filter(measure__in=measures, unit=None).order_by().defer("edges")
    ahead: dict[int, Forecast] = {}
    sure: dict[tuple[int, int], SaidConfidence] = {}
    for row in rows.annotate(sure_of=ArraySubquery(each)):
        ahead[row.measure_id] = row
        for one in row.sure_of:
            sure[one["goal"], row.measure_id] = SaidConfidence(one["sure"], date.fromisoformat(one["day"]))
    return ahead, sure


def _reached(actor: Actor, said: Sequence[CheckIn]) -> dict[tuple[int, int], bool]:
    """Whether each key result reached its target by the end of its goal; those that cannot be told are left out."""
    measures = {row.measure_id for row in said}
    targets = defaultdict(list)
    for target in targets_visible_to(actor).filter(measure__in=measures, unit=None):
        targets[target.measure_id].append(target)
    values = latest_values(actuals_visible_to(actor), measures, 1)
    places = {(row.objective_id, row.measure_id): (row.objective, row.measure) for row in said}
    standing = [StandingResult.of(goal, measure, targets, values) for goal, measure in places.values()]
    paces = paces_of(standing)
    return {key: pace.status == "done" for key, pace in zip(places, paces, strict=True) if pace is not None}
