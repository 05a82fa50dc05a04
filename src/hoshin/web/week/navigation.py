"""My week stands near the top, for whoever may have goals."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.checkins.policies import CheckInRight
from hoshin.web.navigation import Deed, RailPage, is_somebody

PAGES = (
    RailPage(
        "week",
        _("My week"),
        "M3 4h10v9.5H3zM3 7h10M5.5 2.5v3M10.5 2.5v3",
        Right.SEE,
        14,
        also=_("check in check-in key results confidence blocker"),
        belongs=("absences", "my_confidence", "team_week"),
        help="guides/check-ins",
    ),
)
DEEDS = (
    Deed("week", _("Check in on my key results"), CheckInRight.CHECK_IN_OWN, 7, _("week progress confidence")),
    Deed(
        "team_week",
        _("See how my team's week went"),
        Right.SEE,
        64,
        _("reports stuck changed blockers"),
        only=is_somebody,
    ),
    Deed("absences", _("Note when I am away"), Right.SEE, 49, _("absence holiday leave vacation"), only=is_somebody),
    Deed("check_in_curves", _("How check-ins hold"), CheckInRight.CHECK_IN_ANY, 51, _("share of due check-ins weeks")),
)
