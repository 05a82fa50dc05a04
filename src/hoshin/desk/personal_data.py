"""What a person laid out on their desk."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import AtErasure, PersonalData
from hoshin.desk.models import Favourite, SavedView

PERSONAL_DATA = (
    PersonalData(model=SavedView, by="user", label=_("Saved views"), at_erasure=AtErasure.REMOVED, words=("name",)),
    PersonalData(model=Favourite, by="user", label=_("Favourites"), at_erasure=AtErasure.REMOVED),
)
