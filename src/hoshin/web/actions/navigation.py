"""Where corrective actions stand in the rail, and what the palette offers about them."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import RailPage

PAGES = (
    RailPage(
        "actions",
        _("Actions"),
        "check",
        Right.SEE,
        36,
        is_wide=True,
        belongs=("action", "action_new", "action_edit", "action_drop", "action_check", "deviation_new", "recovery"),
        also=_("corrective action PDCA five whys fishbone countermeasure deviation red"),
        help="guides/actions",
    ),
)
