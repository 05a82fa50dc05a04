"""Forecasts of measures, and projected scores, as they were computed last."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from hoshin.api.auth import actor_of
from hoshin.api.parameters import CodePath, KindQuery, PlanQuery, UnitQuery
from hoshin.api.schemas.forecasts import ForecastOut, ProjectionOut, forecast_out, projection_out
from hoshin.base.errors import NotFound
from hoshin.checkins.selectors import confidences_beside
from hoshin.forecasts.selectors import forecast_of, projections_explained
from hoshin.measures.selectors import measure_by_code
from hoshin.org.selectors import unit_by_code
from hoshin.scorecards.selectors import node_of

router = Router(tags=["measures"])


@router.get("/measures/{code}/forecast", response=ForecastOut, summary="What is expected of a measure")
def forecast(request: HttpRequest, code: CodePath, unit: UnitQuery = None) -> Any:
    """Its mean and bands for the periods to come, how good such forecasts were, and how likely its target is."""
    actor = actor_of(request)
    measure = measure_by_code(actor, code)
    found = forecast_of(actor, measure.pk, unit_by_code(actor, unit).pk if unit else None)
    if found is None:
        raise NotFound("forecast", measure.code)
    sure = [] if unit else confidences_beside(actor, measure, found)
    return forecast_out(found, measure.code, unit, sure)


@router.get("/nodes/{code}/projections", response=list[ProjectionOut], summary="Where a score is heading")
def projections(
    request: HttpRequest, code: CodePath, kind: KindQuery = None, plan: PlanQuery = None, unit: UnitQuery = None
) -> Any:
    """At the end of the running period and of the fiscal year, with the measures that make the band wide; empty where too
    little is expected of what it is made of."""
    actor = actor_of(request)
    found = node_of(actor, code, kind=kind, unit=unit, plan=plan)
    return [projection_out(one) for one in projections_explained(actor, [found.pk]).get(found.pk, [])]
