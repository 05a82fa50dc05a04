"""Where what-if stands in the rail, and what the palette offers about it."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import Deed, RailPage

# A path that forks.
_ICON = "M8 14V9M8 9 3.5 4.5M8 9l4.5-4.5M3.5 8V4.5H7M9 4.5h3.5V8"
PAGES = (
    RailPage(
        "what_if",
        _("What if?"),
        _ICON,
        Right.SEE,
        38,
        is_wide=True,
        belongs=("scenarios", "scenario", "scenario_new", "scenario_edit", "scenario_adopt", "scenarios_compared"),
        also=_("scenario simulation lever assumption"),
        help="guides/what-if",
    ),
)
DEEDS = (Deed("what_if", _("Try what would follow"), Right.SEE, 16, _("what if scenario simulate")),)
