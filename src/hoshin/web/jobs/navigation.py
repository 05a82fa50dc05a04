"""Where the jobs stand."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import INSTALLATION, RailPage

PAGES = (
    RailPage(
        "jobs",
        _("Jobs"),
        "M2.5 4h11M2.5 8h5M2.5 12h5M10 7.5l4 2.75-4 2.75Z",
        Right.MANAGE_JOBS,
        215,
        INSTALLATION,
        is_wide=True,
        help="guides/workers",
    ),
)
