"""Objectives, and the measures that serve them, as answers of the search."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Finds, Found, nearest
from hoshin.measures.policies import measures_visible_to
from hoshin.strategy.policies import objectives_visible_to


def _objectives(actor: Actor, text: str, limit: int) -> list[Found]:
    rows = nearest(objectives_visible_to(actor).select_related("perspective"), text, limit)
    return [
        Found("objective", row.pk, row.code, row.name, row.perspective.name if row.perspective else "") for row in rows
    ]


def _measures(actor: Actor, text: str, limit: int) -> list[Found]:
    rows = nearest(measures_visible_to(actor), text, limit)
    return [Found("measure", row.pk, row.code, row.name, row.unit_of_measure) for row in rows]


FINDS = (
    Finds("objective", _("Objectives"), 10, _objectives, "objective"),
    Finds("measure", _("Measures"), 20, _measures, "measure"),
)
