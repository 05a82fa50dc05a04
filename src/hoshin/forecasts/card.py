"""What forecasts brings into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.forecasts.models import Forecast, Projection
from hoshin.forecasts.policies import TO_FORECASTS, TO_PROJECTIONS, forecasts_visible_to, projections_visible_to
from hoshin.forecasts.services import JOBS

CARD = Card(
    jobs=JOBS,
    things=(
        Thing("forecast", _("Forecast"), Forecast, forecasts_visible_to, TO_FORECASTS),
        Thing("projection", _("Projected score"), Projection, projections_visible_to, TO_PROJECTIONS),
    ),
)
