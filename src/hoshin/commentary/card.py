"""What commentary brings into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.commentary import notices, policies
from hoshin.commentary.finds import FINDS
from hoshin.commentary.models import Attachment, Commentary
from hoshin.commentary.personal_data import PERSONAL_DATA
from hoshin.commentary.policies import CommentaryRight
from hoshin.commentary.sheets import SHEETS
from hoshin.commentary.tracked import TRACKED
from hoshin.commentary.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(
        Grant(CommentaryRight.WRITE_OWN, CONTRIBUTORS),
        Grant(CommentaryRight.WRITE_ANY, OFFICE),
    ),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    notices=notices.KINDS,
    finds=FINDS,
    things=(
        Thing(
            "commentary",
            _("Commentary"),
            Commentary,
            policies.commentaries_visible_to,
            policies.THROUGH_THINGS,
            opens={"measure": policies.ON_MEASURES, "objective": policies.ON_OBJECTIVES},
        ),
        Thing("attachment", _("Link or file"), Attachment, policies.attachments_visible_to, policies.THROUGH_THINGS),
    ),
)
