"""Where agreements stand: beside one's goals."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.agreements.policies import AgreementRight
from hoshin.web.navigation import Deed, RailPage

PAGES = (
    RailPage(
        "agreements",
        _("Agreements"),
        "M2 5h9M8 2l3 3-3 3M14 11H5M8 8l-3 3 3 3",
        Right.SEE,
        16,
        is_wide=True,
        belongs=("propose", "proposal", "proposal_change", "cascade", "agreed_terms", "expectations"),
        also=_("catchball proposal cascade expectations agreed"),
        help="guides/catchball",
    ),
)
DEEDS = (
    Deed(
        "propose",
        _("Propose a goal"),
        AgreementRight.TAKE_PART,
        19,
        _("catchball agree with my manager report"),
        of_people=True,
    ),
    Deed("expectations", _("See how far expectations are agreed"), Right.SEE, 47, _("catchball agreed share cycle")),
)
