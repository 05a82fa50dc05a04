"""Where one finds the coach without a form: in the palette."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import Deed

DEEDS = (Deed("coach", _("Try how a goal is put"), Right.SEE, 40, _("coach SMART goal objective write")),)
