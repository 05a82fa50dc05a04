"""Initiatives as answers of the search."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Answers, Finds, nearest
from hoshin.initiatives.policies import initiatives_visible_to


def _initiatives(actor: Actor, text: str, limit: int) -> list[Answers]:
    return nearest(initiatives_visible_to(actor), "initiative", text, limit, detail="owner__name")


FINDS = (Finds("initiative", _("Initiatives"), 15, _initiatives, "initiative"),)
