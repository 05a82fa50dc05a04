"""What a person said of things, and where they are named."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import IN_THE_OPEN, OF_OTHERS, AtErasure, PersonalData
from hoshin.discussion.models import Comment, Following, Mention, Reaction

PERSONAL_DATA = (
    PersonalData(
        model=Comment,
        by="author",
        label=_("Comments"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
        names=("written_by",),
    ),
    PersonalData(
        model=Comment,
        by="written_by",
        label=_("Comments with their name alone"),
        at_erasure=AtErasure.KEPT,
        why=IN_THE_OPEN,
        where={"author": None},
    ),
    PersonalData(
        model=Mention, by="person", label=_("Comments that name them"), at_erasure=AtErasure.KEPT, why=OF_OTHERS
    ),
    PersonalData(model=Reaction, by="person", label=_("Reactions"), at_erasure=AtErasure.KEPT, why=IN_THE_OPEN),
    PersonalData(model=Following, by="person", label=_("What they follow"), at_erasure=AtErasure.REMOVED),
)
