"""Where the objectives stand, and what the palette offers to do with them."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import Deed, RailPage, ThingDeed

PAGES = (
    RailPage(
        "objectives",
        _("Objectives"),
        "objectives",
        Right.SEE,
        30,
        belongs=("objective",),
        also=_("goals"),
        help="explanation/scores",
    ),
)
DEEDS = (Deed("objectives", _("Objectives off track"), Right.SEE, 8, _("off track red"), (("status", "off_track"),)),)
THING_DEEDS = (
    ThingDeed("objective_history", _("Who changed %(name)s"), _("history changes who"), Right.SEE, 45, "objective"),
)
