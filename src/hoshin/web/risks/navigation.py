"""Where risks stand, and what the palette offers to do with them."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.risks.policies import RiskRight
from hoshin.web.navigation import Deed, RailPage

PAGES = (
    RailPage(
        "risks",
        _("Risks"),
        "M8 2l6.5 11.5h-13zM8 6.5v3M8 11.5v.5",
        Right.SEE,
        33,
        belongs=("risk", "risk_new", "risk_edit", "risk_categories", "risk_category", "risk_category_new"),
        also=_("register opportunities heat map appetite controls threats losses"),
        help="guides/risks",
    ),
)
DEEDS = (
    Deed("risk_new", _("Enter a risk"), RiskRight.WRITE_OWN, 28, _("new threat opportunity register")),
    Deed("risks", _("Risks above appetite"), Right.SEE, 29, _("register heat map"), (("above", "on"),)),
)
