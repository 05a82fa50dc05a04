"""Where the organisation stands, and what may be added to it."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import Deed, RailPage

_UNDER_IT = ("unit", "unit_new", "unit_edit", "unit_remove", "person", "person_new", "person_edit", "person_remove")

PAGES = (RailPage("organisation", _("Organisation"), "organisation", Right.SEE, 50, is_wide=True, belongs=_UNDER_IT),)
DEEDS = (
    Deed("unit_new", _("Add a unit"), Right.EDIT_PLAN, 30, _("new")),
    Deed("person_new", _("Add a person"), Right.EDIT_PLAN, 40, _("new")),
)
