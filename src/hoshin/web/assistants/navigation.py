"""How one comes to the assistants that ask in one's name."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.web.navigation import Deed

DEEDS = (Deed("assistants", _("Assistants that ask in my name"), Right.SEE, 11, _("MCP AI agent grant")),)
