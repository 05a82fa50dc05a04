"""Help is in the menu of whoever is signed in; the palette finds it."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import Deed

DEEDS = (Deed("help", _("Help"), Right.SEE, 900, also=_("documentation guide manual how")),)
