"""Where import and export stand: among the pages of the office for those who import."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import OFFICE, RailPage

_ICON = "exchange"

PAGES = (
    RailPage(
        "exchange",
        _("Export"),
        _ICON,
        Right.EXPORT,
        70,
        is_wide=True,
        belongs=("transfer",),
        without=Right.IMPORT,
        also=_("workbook Excel"),
        help="reference/workbook",
    ),
    RailPage(
        "exchange",
        _("Import and export"),
        _ICON,
        Right.IMPORT,
        120,
        OFFICE,
        is_wide=True,
        also=_("upload workbook Excel"),
        belongs=("transfer", "templates"),
        help="guides/import",
    ),
)
