"""Who sees forecasts: whoever sees the measure."""

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import visible
from hoshin.forecasts.models import Forecast
from hoshin.measures.policies import THROUGH_MEASURES

TO_FORECASTS = THROUGH_MEASURES


def forecasts_visible_to(actor: Actor) -> QuerySet[Forecast]:
    """Forecasts of measures that the actor may see."""
    return visible(Forecast.objects.all(), "forecast", actor)
