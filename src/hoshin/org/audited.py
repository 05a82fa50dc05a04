"""How the organisation, its units and its people are called in the audit trail, and who may put them back."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.audit.subjects import Subject

TRACKED = (
    Subject("org_organisation", _("Organisation"), ("name",), undo_right=Right.EDIT_SETTINGS),
    Subject("org_unit", _("Unit"), ("code", "name"), "unit", undo_right=Right.EDIT_PLAN),
    Subject("org_person", _("Person"), ("name",), "person", "employee_id", Right.EDIT_PLAN),
)
