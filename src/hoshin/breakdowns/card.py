"""What breakdowns brings into the house: dimensions, their members, and values of measures by these."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.breakdowns import policies
from hoshin.breakdowns.finds import FINDS
from hoshin.breakdowns.models import Breakdown, Dimension, Member, MemberValue
from hoshin.breakdowns.sheets import SHEETS
from hoshin.breakdowns.tracked import TRACKED
from hoshin.breakdowns.wordings import WORDINGS

CARD = Card(
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    finds=FINDS,
    things=(
        Thing("dimension", _("Dimension"), Dimension, policies.dimensions_visible_to, policies.OPEN, named_by="code"),
        Thing("member", _("Member"), Member, policies.members_visible_to, policies.OPEN),
        Thing("breakdown", _("Breakdown"), Breakdown, policies.breakdowns_visible_to, policies.THROUGH_MEASURES),
        Thing(
            "member_value",
            _("Value of a member"),
            MemberValue,
            policies.member_values_visible_to,
            policies.THROUGH_BREAKDOWNS,
        ),
    ),
)
