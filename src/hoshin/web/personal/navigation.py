"""Where people's data stand, and how one comes to one's own."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.personal.policies import PersonalRight
from hoshin.web.navigation import INSTALLATION, Deed, RailPage

PAGES = (
    RailPage(
        "personal_data",
        _("Personal data"),
        "lock",
        PersonalRight.ERASE,
        218,
        INSTALLATION,
        is_wide=True,
        belongs=("person_erase", "user_erase"),
        also=_("erase export retention privacy GDPR"),
        help="guides/personal-data",
    ),
)
DEEDS = (Deed("own_data", _("Get my data"), Right.SEE, 67, _("export privacy GDPR personal")),)
