"""Where the plan stands: among the pages of the office for those who edit it."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import OFFICE, Deed, RailPage

PAGES = (
    RailPage("plan_edit", _("Plan"), "plan", Right.SEE, 60, is_wide=True, without=Right.EDIT_PLAN),
    RailPage("plan_edit", _("Plan"), "plan", Right.EDIT_PLAN, 110, OFFICE, is_wide=True),
)
DEEDS = (Deed("plan_new", _("Begin a plan"), Right.EDIT_PLAN, 20),)
