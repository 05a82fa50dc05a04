"""How saved views and favourites stand in the audit trail: seen by whoever sees the view, favourites by their user."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.accounts.policies import undone_with
from hoshin.audit.tracked import Tracked
from hoshin.desk.models import Favourite, SavedView
from hoshin.desk.policies import favourites_visible_to, views_visible_to

TRACKED = (
    Tracked(
        model=SavedView,
        label=_("Saved view"),
        named_by=("name",),
        page="saved_view",
        page_by="pk",
        seen_by=views_visible_to,
        undone_by=undone_with(Right.SEE),
    ),
    Tracked(
        model=Favourite,
        label=_("Favourite"),
        named_by=("kind", "number"),
        seen_by=favourites_visible_to,
        undone_by=undone_with(Right.SEE),
    ),
)
