"""Where the users stand, and how one comes to one's own profile."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import INSTALLATION, Deed, RailPage

PAGES = (
    RailPage(
        "users",
        _("Users"),
        "users",
        Right.MANAGE_USERS,
        210,
        INSTALLATION,
        is_wide=True,
        belongs=("user", "new_user", "sight"),
    ),
)
DEEDS = (
    Deed("profile", _("Profile and tokens"), Right.SEE, 10, _("password theme")),
    Deed("new_user", _("Add a user"), Right.MANAGE_USERS, 42, _("new invite")),
)
