"""What hypotheses brings into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.hypotheses.models import LinkTest
from hoshin.hypotheses.policies import TO_LINK_TESTS, link_tests_visible_to
from hoshin.hypotheses.services import JOBS

CARD = Card(
    jobs=JOBS,
    things=(Thing("link_test", _("Test of a link"), LinkTest, link_tests_visible_to, TO_LINK_TESTS),),
)
