"""Where the organisation stands, and what may be added to it."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import Deed, RailPage

_UNITS = ("unit", "unit_new", "unit_edit", "unit_remove", "holidays", "relations")
_PEOPLE = (
    "person",
    "person_new",
    "person_edit",
    "person_remove",
    "person_hand_over",
    "leavers",
    "movements",
    "reporting",
)

PAGES = (
    RailPage(
        "people",
        _("People"),
        "users",
        Right.SEE,
        49,
        is_wide=True,
        belongs=_PEOPLE,
        also=_("directory colleagues find titles skills"),
        help="guides/people",
    ),
    RailPage("organisation", _("Organisation"), "organisation", Right.SEE, 50, is_wide=True, belongs=_UNITS),
)
DEEDS = (
    Deed("unit_new", _("Add a unit"), Right.EDIT_PLAN, 30, _("new")),
    Deed("person_new", _("Add a person"), Right.EDIT_PLAN, 41, _("new")),
    Deed("reporting", _("See who reports to whom"), Right.SEE, 38, _("organisation chart managers people")),
    Deed("movements", _("See who joined, moved and left"), Right.SEE, 43, _("joiners movers leavers people")),
    Deed("holidays", _("Keep days off"), Right.EDIT_PLAN, 48, _("public holidays calendar working days")),
    Deed("relations", _("Grant dotted lines and HR of units"), Right.MANAGE_USERS, 54, _("relations human resources")),
    Deed("leavers", _("See what leavers still own"), Right.EDIT_PLAN, 44, _("hand over left orphans")),
)
