"""Where the audit trail stands."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import OFFICE, RailPage

PAGES = (
    RailPage(
        "audit_trail",
        _("Audit trail"),
        "audit_trail",
        Right.SEE_AUDIT,
        130,
        OFFICE,
        is_wide=True,
        also=_("history changes undo"),
    ),
)
