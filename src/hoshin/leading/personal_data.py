"""What a person announced, read and asked in the open."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import COUNTED, IN_THE_OPEN, AtErasure, PersonalData
from hoshin.leading.models import Announcement, AnnouncementQuestion, AnnouncementReading

PERSONAL_DATA = (
    PersonalData(model=Announcement, by="author", label=_("Announcements"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN),
    PersonalData(
        model=AnnouncementReading,
        by="person",
        label=_("Announcements that they read"),
        at_erasure=AtErasure.KEPT,
        why=COUNTED,
    ),
    PersonalData(
        model=AnnouncementQuestion,
        by="asker",
        label=_("Questions about announcements"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
)
