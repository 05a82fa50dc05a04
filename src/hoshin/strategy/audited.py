"""How a plan and its parts are called in the audit trail, and who may put them back."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.audit.subjects import Subject
from hoshin.audit.subjects import register as register_subjects


def register() -> None:
    """Tell the trail."""
    edit = Right.EDIT_PLAN
    parts = ("objective__code", "measure__code", "parent__code")
    register_subjects(
        Subject("strategy_plan", _("Plan"), ("code", "name"), undo_right=edit),
        Subject("strategy_perspective", _("Perspective"), ("code", "name"), undo_right=edit),
        Subject("strategy_theme", _("Theme"), ("code", "name"), undo_right=edit),
        Subject("strategy_objective", _("Objective"), ("code", "name"), "objective", undo_right=edit),
        Subject("strategy_contribution", _("Contribution"), parts, "objective", "parent__code", edit),
        Subject(
            "strategy_causallink",
            _("Cause and effect"),
            ("cause__code", "effect__code"),
            "objective",
            "effect__code",
            edit,
        ),
    )
