"""Initiatives as answers of the search."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Finds, Found, nearest
from hoshin.initiatives.policies import initiatives_visible_to


def _initiatives(actor: Actor, text: str, limit: int) -> list[Found]:
    rows = nearest(initiatives_visible_to(actor).select_related("owner"), text, limit)
    return [Found("initiative", row.pk, row.code, row.name, row.owner.name if row.owner else "") for row in rows]


FINDS = (Finds("initiative", _("Initiatives"), 15, _initiatives, "initiative"),)
