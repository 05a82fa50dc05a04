"""Where the measures stand."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import RailPage

PAGES = (RailPage("measures", _("Measures"), "measures", Right.SEE, 40, belongs=("measure",)),)
