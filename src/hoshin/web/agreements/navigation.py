"""Where agreements stand: beside one's goals."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor, Right
from hoshin.agreements.policies import AgreementRight, people_agreed_with_by
from hoshin.org.selectors import person_of
from hoshin.web.navigation import Deed, RailPage


def _has_somebody_above(actor: Actor) -> bool:
    own = person_of(actor)
    return own is not None and people_agreed_with_by(own).exists()


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
        only=_has_somebody_above,
    ),
    Deed("expectations", _("See how far expectations are agreed"), Right.SEE, 47, _("catchball agreed share cycle")),
)
