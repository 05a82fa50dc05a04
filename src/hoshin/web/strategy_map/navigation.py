"""Where the strategy map stands."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import RailPage

PAGES = (RailPage("strategy_map", _("Strategy map"), "strategy_map", Right.SEE, 20, is_wide=True),)
