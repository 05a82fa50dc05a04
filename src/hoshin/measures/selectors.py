"""Finds measures, their targets and their actuals.

All of it starts at what the actor may see.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.ordering import by_code
from hoshin.base.periods import Period
from hoshin.base.single import single
from hoshin.base.words import codes_near
from hoshin.measures.fields import Recorded, remarks_on, said_by
from hoshin.measures.models import Actual, Measure, RollUp, Target, WaitingState, WaitingValue
from hoshin.measures.policies import (
    actuals_visible_to,
    measures_visible_to,
    targets_visible_to,
    waiting_values_visible_to,
)


@dataclass(frozen=True, slots=True)
class ActualVersion(Recorded):
    """One state of a value: what it was, who recorded it when and through which face, and when another replaced it."""

    id: int
    recorded_at: datetime
    superseded_at: datetime | None
    recorded_by: str
    face: str

    @property
    def is_withdrawn(self) -> bool:
        return self.value is None and self.numerator is None and self.denominator is None

    @property
    def remarks(self) -> str:
        """What is said beside the value, as a history shows it."""
        return remarks_on(self)


def measure_by_code(actor: Actor, code: str, *, related: Sequence[str] = ("unit", "owner", "supplier")) -> Measure:
    """The measure of that code, without regard to case, with who is `related`. NotFound names codes like it."""
    measures = measures_visible_to(actor)
    found = measures.filter(code__iexact=code.strip())
    measure = single(found.select_related(*related) if related else found)
    if measure is None:
        raise NotFound("measure", code.strip(), known=codes_near(measures, code))
    return measure


def measures_to_confirm(actor: Actor, limit: int = 200) -> list[Measure]:
    """Measures held by units of which nobody said yet whether their values are summed or averaged over them."""
    held = Actual.objects.filter(measure=OuterRef("pk"), unit__isnull=False, superseded_at=None)
    proposed = measures_visible_to(actor).filter(is_across_units_proposed=True, roll_up=RollUp.RAW)
    return list(proposed.filter(Exists(held)).order_by(by_code())[:limit])


def current_actuals(actor: Actor, measure: Measure, *, since: date | None = None) -> QuerySet[Actual]:
    """The values of a measure as known now, by unit and period; withdrawn ones are left out."""
    rows = actuals_visible_to(actor).filter(measure=measure, superseded_at=None)
    rows = rows.exclude(value=None, numerator=None, denominator=None)
    rows = rows.select_related("unit", "change").order_by("unit__code", "period")
    return rows if since is None else rows.filter(period__gte=since)


def actuals_as_of(actor: Actor, measure: Measure, instant: datetime) -> QuerySet[Actual]:
    """The values of a measure as they were known at an instant, by unit and period; withdrawn ones are left out."""
    known = Q(superseded_at=None) | Q(superseded_at__gt=instant)
    rows = actuals_visible_to(actor).filter(known, measure=measure, recorded_at__lte=instant)
    rows = rows.exclude(value=None, numerator=None, denominator=None)
    return rows.select_related("unit").order_by("unit__code", "period")


def history_of_actual(
    actor: Actor, measure: Measure, period: Period, unit_id: int | None = None
) -> list[ActualVersion]:
    """All states of the value of a period and a unit, newest first. One query."""
    rows = actuals_visible_to(actor).filter(measure=measure, period=period.start, unit=unit_id).select_related("change")
    return [_version(row) for row in rows.order_by("-recorded_at", "-id")]


def restatements(actor: Actor, measure: Measure, limit: int = 50) -> list[Actual]:
    """Values that replaced earlier ones, newest first. One query."""
    # A row that replaced another was recorded at the instant at which that one ceased to hold.
    replaced = Actual.objects.filter(measure=measure, period=OuterRef("period"), superseded_at=OuterRef("recorded_at"))
    # Said beside the equality, so that of the very many that hold none is looked at.
    replaced = replaced.exclude(superseded_at=None)
    same_unit = replaced.alias(whose=Coalesce("unit_id", 0)).filter(whose=Coalesce(OuterRef("unit_id"), 0))
    rows = actuals_visible_to(actor).filter(Exists(same_unit), measure=measure).select_related("change", "unit")
    return list(rows.order_by("-recorded_at", "-id")[:limit])


def targets_of(actor: Actor, measure: Measure) -> QuerySet[Target]:
    """All targets of a measure: those for all units first, each by its start."""
    return targets_visible_to(actor).filter(measure=measure).select_related("unit").order_by("unit__code", "starts_on")


def waiting_by_id(actor: Actor, versions: Mapping[int, int]) -> list[WaitingValue]:
    """Waiting values by their numbers, in the versions that were shown. NotFound where one is not there."""
    rows = waiting_values_visible_to(actor).select_related("measure", "unit").filter(pk__in=versions)
    found = {row.pk: row for row in rows}
    for pk, version in versions.items():
        if pk not in found:
            raise NotFound("waiting value", str(pk))
        found[pk].version = version
    return [found[pk] for pk in versions]


def waiting_at(actor: Actor, measures: Collection[int]) -> dict[tuple[int, int | None, date], WaitingValue]:
    """What waits or was sent back for these measures, by measure, unit and first day of the period. One query."""
    rows = waiting_values_visible_to(actor).filter(measure__in=measures).exclude(state=WaitingState.APPROVED)
    return {(row.measure_id, row.unit_id, row.period): row for row in rows.select_related("measure", "unit")}


def waiting_of(actor: Actor, measure: Measure) -> QuerySet[WaitingValue]:
    """What waits or was sent back for a measure, the oldest first."""
    rows = waiting_values_visible_to(actor).filter(measure=measure).exclude(state=WaitingState.APPROVED)
    return rows.select_related("measure", "unit")


def _version(row: Actual) -> ActualVersion:
    return ActualVersion(
        row.pk,
        row.recorded_at,
        row.superseded_at,
        row.change.actor_name,
        row.change.face,
        **said_by(row),
    )
