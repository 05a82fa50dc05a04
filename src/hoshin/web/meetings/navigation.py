"""Where 1:1s stand in the rail, and what the palette offers about them."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import Deed, RailPage

PAGES = (
    RailPage(
        "meetings",
        _("1:1s"),
        "users",
        Right.SEE,
        18,
        is_wide=True,
        belongs=("one_on_one", "one_on_one_new", "one_on_one_edit", "meeting", "meeting_move", "meeting_skip"),
        also=_("one on one meetings agenda action items calendar"),
        help="guides/one-on-ones",
    ),
)
DEEDS = (Deed("one_on_one_new", _("Propose a 1:1"), Right.SEE, 23, _("new one on one meeting with manager")),)
