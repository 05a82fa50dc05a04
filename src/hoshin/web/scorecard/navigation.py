"""The scorecard stands first."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import Deed, RailPage

PAGES = (RailPage("scorecard", _("Scorecard"), "scorecard", Right.SEE, 10, help="explanation/scores"),)
DEEDS = (Deed("scorecard_csv", _("Download the scorecard as CSV"), Right.EXPORT, 50),)
