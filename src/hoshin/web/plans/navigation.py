"""Where the plan stands: among the pages of the office for those who edit it."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import OFFICE, Deed, RailPage, ThingDeed

PAGES = (
    RailPage(
        "plan_edit",
        _("Plan"),
        "plan",
        Right.SEE,
        60,
        is_wide=True,
        without=Right.EDIT_PLAN,
        also=_("weights strategy"),
        help="start",
    ),
    RailPage(
        "plan_edit",
        _("Plan"),
        "plan",
        Right.EDIT_PLAN,
        110,
        OFFICE,
        is_wide=True,
        also=_("weights strategy"),
        help="start",
    ),
)
DEEDS = (
    Deed("plan_edit", _("Add a measure or an objective to the plan"), Right.EDIT_PLAN, 15, _("new")),
    Deed("plan_new", _("Begin a plan"), Right.EDIT_PLAN, 20, _("new add")),
)
THING_DEEDS = (
    ThingDeed(
        "plan_details",
        _("Edit %(name)s"),
        _("edit change weight"),
        Right.EDIT_PLAN,
        30,
        "measure",
        arguments=lambda found: (found.kind, found.id),
    ),
    ThingDeed(
        "plan_details",
        _("Edit %(name)s"),
        _("edit change weight"),
        Right.EDIT_PLAN,
        35,
        "objective",
        arguments=lambda found: (found.kind, found.id),
    ),
)
