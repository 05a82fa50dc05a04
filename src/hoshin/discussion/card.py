"""What talking about things brings into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import EVERYONE, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.discussion import notices, policies
from hoshin.discussion.finds import FINDS
from hoshin.discussion.models import Comment, Following, Mention, Reaction
from hoshin.discussion.personal_data import PERSONAL_DATA
from hoshin.discussion.policies import DiscussionRight
from hoshin.discussion.sheets import SHEETS
from hoshin.discussion.tracked import TRACKED
from hoshin.discussion.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(Grant(DiscussionRight.TAKE_PART, EVERYONE), Grant(DiscussionRight.REMOVE_ANY, OFFICE)),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    notices=notices.KINDS,
    finds=FINDS,
    things=(
        Thing("comment", _("Comment"), Comment, policies.comments_visible_to, policies.TO_COMMENTS, whose=("author",)),
        Thing("mention", _("Person named"), Mention, policies.mentions_visible_to, policies.TO_MENTIONS),
        Thing("reaction", _("Reaction"), Reaction, policies.reactions_visible_to, policies.TO_REACTIONS),
        Thing(
            "following",
            _("What somebody follows"),
            Following,
            policies.followings_visible_to,
            policies.TO_FOLLOWINGS,
            whose=("person",),
        ),
    ),
)
