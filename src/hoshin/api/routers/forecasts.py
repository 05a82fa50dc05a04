"""Forecasts of measures, as they were computed last."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from hoshin.api.auth import actor_of
from hoshin.api.parameters import CodePath, UnitQuery
from hoshin.api.schemas.forecasts import ForecastOut, forecast_out
from hoshin.base.errors import NotFound
from hoshin.forecasts.selectors import forecast_of
from hoshin.measures.selectors import measure_by_code
from hoshin.org.selectors import unit_by_code

router = Router(tags=["measures"])


@router.get("/measures/{code}/forecast", response=ForecastOut, summary="What is expected of a measure")
def forecast(request: HttpRequest, code: CodePath, unit: UnitQuery = None) -> Any:
    """Its mean and bands for the periods to come, how good such forecasts were, and how likely its target is."""
    actor = actor_of(request)
    measure = measure_by_code(actor, code)
    found = forecast_of(actor, measure.pk, unit_by_code(actor, unit).pk if unit else None)
    if found is None:
        raise NotFound("forecast", measure.code)
    return forecast_out(found, measure.code, unit)
