"""Who sees forecasts: whoever sees the measure. Who sees projected scores: whoever sees what has the score."""

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import visible
from hoshin.forecasts.models import Forecast, Projection
from hoshin.measures.policies import THROUGH_MEASURES
from hoshin.scorecards.policies import THROUGH_NODES

TO_FORECASTS = THROUGH_MEASURES
TO_PROJECTIONS = THROUGH_NODES


def forecasts_visible_to(actor: Actor) -> QuerySet[Forecast]:
    """Forecasts of measures that the actor may see."""
    return visible(Forecast.objects.all(), "forecast", actor)


def projections_visible_to(actor: Actor) -> QuerySet[Projection]:
    """Projected scores of what the actor may see."""
    return visible(Projection.objects.all(), "projection", actor)
