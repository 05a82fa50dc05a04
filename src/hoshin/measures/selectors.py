"""Finds measures, their targets and their actuals.

Every measure is open to everyone who may see; which of them serve private objectives only, strategy knows and hides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.errors import NotFound
from hoshin.base.periods import Period
from hoshin.base.words import codes_near
from hoshin.measures.models import Actual, Measure, Target
from hoshin.measures.policies import MeasureRight
from hoshin.org.selectors import person_of


@dataclass(frozen=True, slots=True)
class ActualVersion:
    """One state of a value: what it was, who recorded it when and through which face, and when another replaced it."""

    id: int
    value: float | None
    numerator: float | None
    denominator: float | None
    note: str
    source: str
    recorded_at: datetime
    superseded_at: datetime | None
    recorded_by: str
    face: str
    summary: str

    @property
    def is_withdrawn(self) -> bool:
        return self.value is None and self.numerator is None and self.denominator is None


def measures_visible_to(actor: Actor) -> QuerySet[Measure]:
    """All measures, for everyone who may see."""
    require(actor, Right.SEE)
    return Measure.objects.all()


def measure_by_code(actor: Actor, code: str, *, among: QuerySet[Measure] | None = None) -> Measure:
    """The measure of that code, without regard to case; `among` narrows the choice. NotFound names codes like it."""
    measures = measures_visible_to(actor) if among is None else among
    measure = measures.select_related("unit", "owner", "supplier").filter(code__iexact=code.strip()).first()
    if measure is None:
        raise NotFound("measure", code.strip(), known=codes_near(measures, code))
    return measure


def measures_recorded_by(actor: Actor) -> QuerySet[Measure]:
    """The measures of which the actor may record values."""
    measures = measures_visible_to(actor).filter(formula="")
    if actor.has(MeasureRight.RECORD_ANY):
        return measures
    person = person_of(actor) if actor.has(MeasureRight.RECORD_OWN) else None
    return measures.none() if person is None else measures.filter(Q(owner=person) | Q(supplier=person))


def current_actuals(actor: Actor, measure: Measure, *, since: date | None = None) -> QuerySet[Actual]:
    """The values of a measure as known now, by unit and period; withdrawn ones are left out."""
    require(actor, Right.SEE)
    rows = measure.actuals.filter(superseded_at=None).exclude(value=None, numerator=None, denominator=None)
    rows = rows.select_related("unit", "change").order_by("unit__code", "period")
    return rows if since is None else rows.filter(period__gte=since)


def current_actual(actor: Actor, measure: Measure, period: Period, unit_id: int | None = None) -> Actual | None:
    """The row that holds now for a period and a unit, withdrawn or not; None if there never was one."""
    require(actor, Right.SEE)
    return (
        measure.actuals.filter(superseded_at=None, period=period.start, unit_id=unit_id)
        .select_related("change")
        .first()
    )


def actuals_as_of(actor: Actor, measure: Measure, instant: datetime) -> QuerySet[Actual]:
    """The values of a measure as they were known at an instant, by unit and period; withdrawn ones are left out."""
    require(actor, Right.SEE)
    known = Q(superseded_at=None) | Q(superseded_at__gt=instant)
    rows = measure.actuals.filter(known, recorded_at__lte=instant)
    rows = rows.exclude(value=None, numerator=None, denominator=None)
    return rows.select_related("unit").order_by("unit__code", "period")


def history_of_actual(
    actor: Actor, measure: Measure, period: Period, unit_id: int | None = None
) -> list[ActualVersion]:
    """All states of the value of a period and a unit, newest first. One query."""
    require(actor, Right.SEE)
    rows = measure.actuals.filter(period=period.start, unit_id=unit_id).select_related("change")
    return [_version(row) for row in rows.order_by("-recorded_at", "-id")]


def restatements(actor: Actor, measure: Measure, limit: int = 50) -> list[Actual]:
    """Values that replaced earlier ones, newest first. One query."""
    require(actor, Right.SEE)
    # A row that replaced another was recorded at the instant at which that one ceased to hold.
    replaced = Actual.objects.filter(measure=measure, period=OuterRef("period"), superseded_at=OuterRef("recorded_at"))
    same_unit = replaced.alias(whose=Coalesce("unit_id", 0)).filter(whose=Coalesce(OuterRef("unit_id"), 0))
    rows = Actual.objects.filter(Exists(same_unit), measure=measure).select_related("change", "unit")
    return list(rows.order_by("-recorded_at", "-id")[:limit])


def targets_of(actor: Actor, measure: Measure) -> QuerySet[Target]:
    """All targets of a measure: those for all units first, each by its start."""
    require(actor, Right.SEE)
    return measure.targets.select_related("unit").order_by("unit__code", "starts_on")


def target_in_force(actor: Actor, measure: Measure, period: Period, unit_id: int | None = None) -> Target | None:
    """The target that holds in a period: a unit's own before that of all, the latest start before earlier ones."""
    require(actor, Right.SEE)
    rows = measure.targets.filter(Q(unit_id=unit_id) | Q(unit_id=None))
    rows = rows.filter(Q(starts_on=None) | Q(starts_on__lte=period.end))
    return max(rows, key=lambda row: _precedence(row, unit_id), default=None)


def targets_in_force(actor: Actor, measures: Sequence[Measure], period: Period) -> dict[int, Target]:
    """By measure id the target for all units that holds in a period. One query."""
    require(actor, Right.SEE)
    rows = Target.objects.filter(measure__in=measures, unit=None)
    best: dict[int, Target] = {}
    for row in rows.filter(Q(starts_on=None) | Q(starts_on__lte=period.end)):
        held = best.get(row.measure_id)
        if held is None or _precedence(row, None) > _precedence(held, None):
            best[row.measure_id] = row
    return best


def _precedence(row: Target, unit_id: int | None) -> tuple[bool, date]:
    return (unit_id is not None and row.unit_id == unit_id, row.starts_on or date.min)


def _version(row: Actual) -> ActualVersion:
    return ActualVersion(
        row.pk,
        row.value,
        row.numerator,
        row.denominator,
        row.note,
        row.source,
        row.recorded_at,
        row.superseded_at,
        row.change.actor_name,
        row.change.face,
        row.change.summary,
    )
