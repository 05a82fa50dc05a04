"""`measure`: a measure with its values and targets."""

from typing import Annotated, Any

from pydantic import Field

from hoshin.accounts.access import Actor
from hoshin.decisions.selectors import decisions_about
from hoshin.forecasts.models import Forecast
from hoshin.forecasts.selectors import forecast_of
from hoshin.mcp.asking import Question
from hoshin.mcp.words import decision_told, link, number, said, standing
from hoshin.measures.models import Measure, Target
from hoshin.measures.selectors import measure_by_code
from hoshin.scorecards.selectors import measure_detail
from hoshin.scorecards.selectors.series import Point


class WhichMeasure(Question):
    code: Annotated[str, Field(min_length=1, description="Code of the measure.")]
    unit: Annotated[str | None, Field(description="Code of a unit that holds it.")] = None
    plan: Annotated[str | None, Field(description="Code of the plan, where it stands in several.")] = None
    period: Annotated[str | None, Field(description="The latest with scores where left out.")] = None
    points: Annotated[int, Field(ge=1, le=60, description="How many past periods to give.")] = 13


def answer(actor: Actor, asked: WhichMeasure) -> dict[str, Any]:
    """A measure: what it is, how it stands, its values and targets over time, what is forecast and how likely the target
    is, whom it serves, who owns it and who records its values, and decisions about it. Values are numbers in the measure's
    own unit.
    """
    measure = measure_by_code(actor, asked.code)
    found = measure_detail(actor, measure, period=asked.period, plan=asked.plan, unit=asked.unit)
    return {
        **_what(measure),
        "standing": standing(found.line) if found.line else None,
        "series": [_point(point) for point in found.points[-asked.points :]],
        "target": _target(found.target),
        "units": [standing(line) for line in found.units[:20]],
        "serves": [{"code": one.parent.code, "name": one.parent.name, "weight": one.weight} for one in found.serves],
        "forecast": _forecast(forecast_of(actor, measure.pk, found.unit.pk if found.unit else None)),
        "decisions": [decision_told(row) for row in decisions_about(actor, measure)],
        "link": link("measure", measure.code, unit=asked.unit, period=asked.period),
    }


def _forecast(found: Forecast | None) -> dict[str, Any] | None:
    """What is expected of the next periods, how good such forecasts were, and how likely the target is."""
    if found is None or not found.is_trusted:
        return None
    return {
        "method": found.method,
        "periods": [
            {"period": str(row["period"]), **{name: number(row[name]) for name in ("mean", "lo80", "hi80")}}
            for row in found.ahead[:6]
        ],
        "error_over_naive": number(found.owa),
        "held_of_80_percent_bands": number(found.covered),
        "due_on": found.due_on.isoformat() if found.due_on else None,
        "probability_of_target": number(found.probability),
        "no_probability_because": found.lacks or None,
    }


def _what(measure: Measure) -> dict[str, Any]:
    return {
        "code": measure.code,
        "name": measure.name,
        "description": said(measure.description),
        "unit_of_measure": measure.unit_of_measure or None,
        "direction": measure.direction,
        "frequency": measure.frequency,
        "aggregation": measure.aggregation,
        "formula": measure.formula or None,
        "source": said(measure.source),
        "owner": measure.owner.name if measure.owner else None,
        "supplier": measure.supplier.name if measure.supplier else None,
    }


def _target(target: Target | None) -> dict[str, Any] | None:
    if target is None:
        return None
    held = {name: number(getattr(target, name)) for name in target.VALUES if getattr(target, name) is not None}
    return {"from": target.starts_on.isoformat() if target.starts_on else None, **held}


def _point(point: Point) -> dict[str, Any]:
    return {
        "period": str(point.period),
        "value": number(point.value),
        "target": number(point.target),
        "score": number(point.score),
        "is_official": point.is_closed,
    }
