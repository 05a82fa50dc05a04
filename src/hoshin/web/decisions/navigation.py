"""Where decisions stand in the rail, and what the palette offers about them."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.decisions.policies import DecisionRight
from hoshin.web.navigation import Deed, RailPage

# A pair of scales.
_ICON = (
    "M8 2.5v11M4.5 13.5h7M3 5l5-1.5L13 5M1.5 9.5 3 5l1.5 4.5a1.6 1.6 0 0 1-3 0M11.5 9.5 13 5l1.5 4.5a1.6 1.6 0 0 1-3 0"
)
PAGES = (
    RailPage(
        "decisions",
        _("Decisions"),
        _ICON,
        Right.SEE,
        37,
        is_wide=True,
        belongs=("decision", "decision_new", "decision_edit", "decision_take", "decision_review"),
        also=_("decision log question option dissent"),
        help="guides/decisions",
    ),
)
DEEDS = (Deed("decision_new", _("Put a question to be decided"), DecisionRight.DECIDE_OWN, 14, _("decision option")),)
