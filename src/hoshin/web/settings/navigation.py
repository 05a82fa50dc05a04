"""Where the settings stand."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import INSTALLATION, RailPage

PAGES = (
    RailPage(
        "organisation_settings",
        _("Settings"),
        "settings",
        Right.EDIT_SETTINGS,
        220,
        INSTALLATION,
        is_wide=True,
        help="reference/settings",
    ),
)
