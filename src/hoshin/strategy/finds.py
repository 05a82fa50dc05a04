"""Objectives, and the measures that serve them, as answers of the search."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Answers, Finds, nearest
from hoshin.measures.policies import measures_visible_to
from hoshin.strategy.policies import objectives_visible_to


def _objectives(actor: Actor, text: str, limit: int) -> list[Answers]:
    return nearest(objectives_visible_to(actor), "objective", text, limit, detail="perspective__name")


def _measures(actor: Actor, text: str, limit: int) -> list[Answers]:
    return nearest(measures_visible_to(actor), "measure", text, limit, detail="unit_of_measure")


FINDS = (
    Finds("objective", _("Objectives"), 10, _objectives, "objective"),
    Finds("measure", _("Measures"), 20, _measures, "measure"),
)
