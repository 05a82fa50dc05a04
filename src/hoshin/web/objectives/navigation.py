"""Where the objectives stand."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import RailPage

PAGES = (RailPage("objectives", _("Objectives"), "objectives", Right.SEE, 30, belongs=("objective",)),)
