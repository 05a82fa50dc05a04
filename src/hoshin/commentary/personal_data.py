"""Where commentary and files name a person."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import IN_THE_OPEN, AtErasure, PersonalData
from hoshin.commentary.models import Attachment, Commentary

PERSONAL_DATA = (
    PersonalData(
        model=Commentary,
        by="written_by",
        label=_("Commentary that they wrote"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
    PersonalData(
        model=Attachment,
        by="added_by",
        label=_("Links and files that they added"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
    ),
)
