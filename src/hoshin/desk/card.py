"""What desk brings into the house: saved views, favourites, and the right to share."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.desk.models import Favourite, SavedView
from hoshin.desk.personal_data import PERSONAL_DATA
from hoshin.desk.policies import TO_FAVOURITES, TO_VIEWS, DeskRight, favourites_visible_to, views_visible_to
from hoshin.desk.tracked import TRACKED
from hoshin.desk.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(Grant(DeskRight.SHARE_VIEWS, OFFICE),),
    things=(
        Thing("saved_view", _("Saved view"), SavedView, views_visible_to, TO_VIEWS),
        Thing("favourite", _("Favourite"), Favourite, favourites_visible_to, TO_FAVOURITES),
    ),
    tracked=TRACKED,
    wordings=WORDINGS,
)
