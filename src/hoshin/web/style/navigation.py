"""The style page is found by the palette alone."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import Deed

DEEDS = (Deed("style", _("Style page"), Right.SEE, 60),)
