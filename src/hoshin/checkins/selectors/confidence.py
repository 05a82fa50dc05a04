"""How confidence that somebody stated compares with what came of it: for themself alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.checkins.assembly import BothSay, OwnReading, SaidConfidence, both_say, own_reading
from hoshin.checkins.models import CheckIn, Confidence
from hoshin.checkins.policies import check_ins_visible_to
from hoshin.checkins.standing import StandingResult, latest_values, paces_of
from hoshin.forecasts.models import Forecast
from hoshin.forecasts.policies import forecasts_visible_to
from hoshin.forecasts.selectors import forecasts_of, probability_of
from hoshin.measures.models import Measure
from hoshin.measures.policies import actuals_visible_to, targets_visible_to
from hoshin.org.relations import is_self

MOST, MOST_RUNNING = 1_000, 50


@dataclass(frozen=True, slots=True)
class CalibrationLine:
    """Statements of one confidence: how many, and how many of these key results reached their target."""

    confidence: Confidence
    stated: int
    reached: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """All statements on goals that are over. `brier`: the mean of (chance − outcome)²; 0 is perfect, 0.25 a coin. `reading`:
    how what one states comes true, from ten outcomes on."""

    lines: tuple[CalibrationLine, ...]
    brier: float | None
    reading: OwnReading | None = None

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
    reading = own_reading({line.confidence.value: (line.stated, line.reached) for line in lines})
    return Calibration(lines, sum(errors) / len(errors) if errors else None, reading)


@dataclass(frozen=True, slots=True)
class SureOfGoal:
    """How sure somebody was last of a key result of a goal that runs, and what that and the forecast come to together
    (None: it may not say)."""

    goal: str
    name: str
    said: SaidConfidence
    is_own: bool
    likely: float | None
    both: BothSay | None


def confidences_said(actor: Actor, measure: int) -> QuerySet[CheckIn]:
    """How sure people were last of a measure, one row for each goal that runs, with all of it in one column, `said`: for a
    page that asks for several things in one statement."""
    runs = Q(objective__due_date=None) | Q(objective__due_date__gte=clock.today())
    rows = check_ins_visible_to(actor).filter(runs, measure=measure, confidence__isnull=False)
    said = JSONObject(
        goal="objective__code",
        name="objective__name",
        due="objective__due_date",
        sure="confidence",
        day="checked_on",
        own=ExpressionWrapper(is_self(actor, "person"), BooleanField()),
    )
    return rows.order_by("objective_id", "-checked_on", "-pk").distinct("objective_id").annotate(said=said)


def sure_of_goals(
    measure: Measure, forecast: Forecast | None, known: date | None, said: Iterable[Mapping[str, Any]]
) -> list[SureOfGoal]:
    """What such rows say beside the forecast of the measure, whose last value is of the period that begins on `known`."""
    found = []
    for one in said:
        due = measure.due_on or (date.fromisoformat(one["due"]) if one["due"] else None)
        likely = probability_of(forecast, due, known)
        sure = SaidConfidence(one["sure"], date.fromisoformat(one["day"]))
        both = both_say(likely, forecast.points if forecast else 0, sure)
        found.append(SureOfGoal(one["goal"], one["name"], sure, bool(one["own"]), likely, both))
    return sorted(found, key=lambda one: one.goal)


def confidences_beside(actor: Actor, measure: Measure, forecast: Forecast | None) -> list[SureOfGoal]:
    """The same for whoever asks for nothing else. Two queries."""
    said = [cast(Any, row).said for row in confidences_said(actor, measure.pk)]
    values = latest_values(actuals_visible_to(actor), {measure.pk}, 1).get(measure.pk, ()) if said else ()
    return sure_of_goals(measure, forecast, values[0].period if values else None, said)


def own_confidences(actor: Actor, reading: OwnReading | None) -> list[SureOfGoal]:
    """The actor's own on goals that run, read as their statements used to come true: for themself alone. Three queries."""
    runs = Q(objective__due_date=None) | Q(objective__due_date__gte=clock.today())
    rows = check_ins_visible_to(actor).filter(runs, is_self(actor, "person"), confidence__isnull=False)
    last = rows.order_by("objective_id", "measure_id", "-checked_on", "-pk").distinct("objective_id", "measure_id")
    said = list(last.select_related("objective", "measure")[:MOST_RUNNING])
    measures = {row.measure_id for row in said}
    ahead, values = forecasts_of(actor, measures), latest_values(actuals_visible_to(actor), measures, 1)
    found = []
    for row in said:
        known, forecast = next(iter(values.get(row.measure_id, ())), None), ahead.get(row.measure_id)
        due = row.measure.due_on or row.objective.due_date
        likely = probability_of(forecast, due, known.period if known else None)
        sure = SaidConfidence(row.confidence or 0, row.checked_on)
        both = both_say(likely, forecast.points if forecast else 0, sure, reading)
        found.append(SureOfGoal(row.objective.code, row.measure.name, sure, True, likely, both))
    return found


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
