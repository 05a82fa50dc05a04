"""How a plan and its parts are called in the audit trail, and who may put them back."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.audit.subjects import Subject

_EDIT = Right.EDIT_PLAN
_PARTS = ("objective__code", "measure__code", "parent__code")
_ENDS = ("cause__code", "effect__code")

TRACKED = (
    Subject("strategy_plan", _("Plan"), ("code", "name"), undo_right=_EDIT),
    Subject("strategy_perspective", _("Perspective"), ("code", "name"), undo_right=_EDIT),
    Subject("strategy_theme", _("Theme"), ("code", "name"), undo_right=_EDIT),
    Subject("strategy_objective", _("Objective"), ("code", "name"), "objective", undo_right=_EDIT),
    Subject("strategy_contribution", _("Contribution"), _PARTS, "objective", "parent__code", _EDIT),
    Subject("strategy_causallink", _("Cause and effect"), _ENDS, "objective", "effect__code", _EDIT),
)
