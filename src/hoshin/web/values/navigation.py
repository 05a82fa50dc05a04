"""Where values are recorded, right after the scorecard."""

from django.utils.translation import gettext_lazy as _

from hoshin.measures.policies import MeasureRight
from hoshin.web.navigation import Deed, RailPage

PAGES = (RailPage("values", _("Record values"), "edit", MeasureRight.RECORD_OWN, 15, help="guides/record-values"),)
DEEDS = (Deed("values", _("Record values that are due or late"), MeasureRight.RECORD_OWN, 5, _("enter")),)
