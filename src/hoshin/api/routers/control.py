"""The control chart of a measure, and from where its limits begin anew."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from hoshin.api.auth import actor_of
from hoshin.api.parameters import CodePath, UnitQuery
from hoshin.api.schemas.control import (
    ControlChartOut,
    LimitsResetIn,
    LimitsResetOut,
    control_chart_out,
    reset_out,
)
from hoshin.measures.selectors import measure_by_code
from hoshin.measures.services import begin_limits_anew
from hoshin.measures.services.validity import period_of
from hoshin.org.selectors import unit_by_code
from hoshin.scorecards.selectors.control import control_chart_of

router = Router(tags=["measures"])


@router.get("/measures/{code}/control", response=ControlChartOut, summary="Control chart of a measure")
def control_chart(request: HttpRequest, code: CodePath, unit: UnitQuery = None) -> Any:
    """Its values with their limits, and what the rules say of them, over the latest 120 periods."""
    actor = actor_of(request)
    measure = measure_by_code(actor, code)
    whose = unit_by_code(actor, unit) if unit else None
    return control_chart_out(measure, whose.code if whose else None, control_chart_of(actor, measure, unit=whose))


@router.post("/measures/{code}/control", response=LimitsResetOut, summary="Let limits begin anew")
def begin_anew(request: HttpRequest, code: CodePath, payload: LimitsResetIn, unit: UnitQuery = None) -> Any:
    """The limits rest on values from a period on alone, for a reason that everybody who sees the measure can read."""
    actor = actor_of(request)
    measure = measure_by_code(actor, code)
    whose = unit_by_code(actor, unit) if unit else None
    period = period_of(measure, payload.period)
    reset = begin_limits_anew(actor, measure=measure, unit=whose, period=period, reason=payload.reason)
    return reset_out(reset, measure, whose.code if whose else None)
