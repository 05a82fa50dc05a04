"""What leading brings into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import EVERYONE, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.leading import notices, policies
from hoshin.leading.models import Announcement, AnnouncementQuestion, AnnouncementReading
from hoshin.leading.personal_data import PERSONAL_DATA
from hoshin.leading.policies import LeadingRight
from hoshin.leading.services.wording import RELEASE
from hoshin.leading.sheets import SHEETS
from hoshin.leading.tracked import TRACKED
from hoshin.leading.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(Grant(LeadingRight.READ, EVERYONE), Grant(LeadingRight.ANNOUNCE_TO_ALL, OFFICE)),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    jobs=(RELEASE,),
    notices=notices.KINDS,
    things=(
        Thing("announcement", _("Announcement"), Announcement, policies.announcements_visible_to, policies.OPEN),
        Thing(
            "announcement_reading",
            _("Reading of an announcement"),
            AnnouncementReading,
            policies.readings_visible_to,
            policies.TO_READINGS,
        ),
        Thing(
            "announcement_question",
            _("Question about an announcement"),
            AnnouncementQuestion,
            policies.questions_visible_to,
            policies.OPEN,
        ),
    ),
)
