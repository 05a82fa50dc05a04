"""Home stands first."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import Deed, RailPage

PAGES = (
    RailPage(
        "home",
        _("Home"),
        "M2.5 7.5 8 3l5.5 4.5V13h-4V9.5h-3V13h-4Z",
        Right.SEE,
        5,
        belongs=("home_owed",),
        also=_("inbox start owed to do"),
        help="guides/home",
    ),
)
DEEDS = (Deed("home_owed", _("Work through what you owe"), Right.SEE, 2, _("inbox to do owed tasks")),)
