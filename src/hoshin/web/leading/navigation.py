"""Where leading stands, and what is announced."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.leading.policies import LeadingRight, leads_anybody
from hoshin.web.navigation import Deed, RailPage

PAGES = (
    RailPage(
        "leading",
        _("Leading"),
        "M3 14V2.5M3 3h9l-2 3 2 3H3",
        Right.SEE,
        21,
        belongs=("announcements", "announcement", "announcement_new", "announcement_edit"),
        also=_("leader manager direction announcement team"),
        help="guides/leading",
    ),
)
DEEDS = (
    Deed("announcements", _("Read announcements"), LeadingRight.READ, 36, _("news direction")),
    Deed(
        "announcement_new",
        _("Announce a direction"),
        LeadingRight.READ,
        37,
        _("new tell news strategy"),
        only=leads_anybody,
    ),
)
