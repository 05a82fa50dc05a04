"""Notices stand behind the bell above every page; the mails that stay here, among what administrators look after."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.notices.policies import NoticeRight
from hoshin.web.navigation import INSTALLATION, Deed, RailPage

PAGES = (
    RailPage(
        "mails",
        _("Mails"),
        "M2 3.5h12v9H2zM2 4.5l6 4.5 6-4.5",
        NoticeRight.READ_MAILS,
        216,
        INSTALLATION,
        is_wide=True,
        belongs=("mail",),
        help="guides/notices",
    ),
)
DEEDS = (
    Deed("notices", _("Read what you were told"), Right.SEE, 9, _("notices bell news inbox")),
    Deed("notice_settings", _("Choose what you are told"), Right.SEE, 895, _("notices mail digest quiet hours")),
)
