"""What a person talked about with others, and noted for themself."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import AtErasure, PersonalData
from hoshin.meetings.models import ActionItem, AgendaItem, CalendarAddress, Meeting, OneOnOne, PrivateNote

PERSONAL_DATA = (
    PersonalData(
        model=OneOnOne,
        by="organiser",
        label=_("1:1s that they set up"),
        at_erasure=AtErasure.BLANKED,
        words=("topic", "place"),
    ),
    PersonalData(
        model=OneOnOne, by="partner", label=_("1:1s with them"), at_erasure=AtErasure.BLANKED, words=("topic", "place")
    ),
    PersonalData(
        model=Meeting,
        by="one_on_one__organiser",
        label=_("Notes of 1:1s that they set up"),
        at_erasure=AtErasure.BLANKED,
        words=("notes", "reason"),
    ),
    PersonalData(
        model=Meeting,
        by="one_on_one__partner",
        label=_("Notes of 1:1s with them"),
        at_erasure=AtErasure.BLANKED,
        words=("notes", "reason"),
    ),
    PersonalData(
        model=AgendaItem,
        by="added_by",
        label=_("Points that they put on an agenda"),
        at_erasure=AtErasure.BLANKED,
        words=("text",),
    ),
    PersonalData(
        model=PrivateNote, by="person", label=_("Notes for themself"), at_erasure=AtErasure.REMOVED, words=("text",)
    ),
    PersonalData(
        model=ActionItem,
        by="owner",
        label=_("What they were to do after 1:1s"),
        at_erasure=AtErasure.BLANKED,
        words=("text",),
    ),
    PersonalData(
        model=CalendarAddress,
        by="user",
        label=_("The address of their calendar"),
        at_erasure=AtErasure.REMOVED,
        without=("digest",),
    ),
)
