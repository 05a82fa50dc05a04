"""Where units stand side by side."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import RailPage

PAGES = (
    RailPage(
        "side_by_side",
        _("Side by side"),
        "M2.5 13.5V8M6.2 13.5V3M9.8 13.5V6M13.5 13.5V10",
        Right.SEE,
        45,
        is_wide=True,
        belongs=("holdings", "unit_weights"),
        help="guides/units",
    ),
)
