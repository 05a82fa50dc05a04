"""Finds stored forecasts for whoever may see their measures."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import JSONObject

from hoshin.accounts.access import Actor
from hoshin.base.single import single
from hoshin.forecasts.models import Forecast
from hoshin.forecasts.policies import forecasts_visible_to

_FIELDS = Forecast._meta.concrete_fields


def forecast_of(actor: Actor, measure: int, unit: int | None = None) -> Forecast | None:
    """The forecast of a measure as a whole, or of one unit; None where none was computed yet. One query."""
    return single(forecasts_visible_to(actor).filter(measure=measure, unit=unit))


def forecast_said(actor: Actor, measure: int, unit: int | None = None) -> QuerySet[Forecast]:
    """The same as rows with all of it in one column, `said`, for a page that asks for several things in one statement."""
    found = forecasts_visible_to(actor).filter(measure=measure, unit=unit).order_by()
    return found.annotate(said=JSONObject(**{field.attname: field.attname for field in _FIELDS}))


def forecast_from(said: Mapping[str, Any]) -> Forecast:
    """The forecast that such a row says."""
    return Forecast(**{field.attname: field.to_python(said[field.attname]) for field in _FIELDS})


def probability_of(forecast: Forecast | None, due_on: date | None, known: date | None) -> float | None:
    """How likely the target is on a due date, where the forecast may say so: one that can be trusted, that is of this day,
    and that knows the last value, of the period that begins on `known`."""
    if forecast is None or not forecast.is_trusted or known is None or forecast.due_on != due_on:
        return None
    return forecast.probability if known < forecast.first else None


def forecasts_of(actor: Actor, measures: Collection[int]) -> dict[int, Forecast]:
    """The forecasts of measures as a whole, by measure. One query."""
    found = forecasts_visible_to(actor).filter(measure__in=measures, unit=None).order_by()
    return {one.measure_id: one for one in found}
