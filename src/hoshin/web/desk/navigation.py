"""Where favourites and saved views stand."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import RailPage

PAGES = (
    RailPage(
        "desk",
        _("Favourites"),
        "star",
        Right.SEE,
        48,
        is_wide=True,
        also=_("saved views first page starred"),
        help="reference/favourites",
    ),
)
