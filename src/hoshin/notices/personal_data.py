"""What a person is told, and how."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import OF_OTHERS, AtErasure, Exported, PersonalData
from hoshin.notices.models import Letter, Notice, NoticeSettings

PERSONAL_DATA = (
    PersonalData(model=NoticeSettings, by="user", label=_("How they want to be told"), at_erasure=AtErasure.REMOVED),
    PersonalData(model=Letter, by="user", label=_("Mails to them"), at_erasure=AtErasure.REMOVED),
    PersonalData(model=Notice, by="user", label=_("Notices to them"), at_erasure=AtErasure.REMOVED, quotes=("facts",)),
    PersonalData(
        model=Notice,
        by="by",
        label=_("Notices to others of what they did"),
        at_erasure=AtErasure.KEPT,
        why=OF_OTHERS,
        exported=Exported.NEVER,
    ),
)
