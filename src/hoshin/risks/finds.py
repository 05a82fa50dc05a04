"""Risks as answers of the search."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Answers, Finds, nearest
from hoshin.risks.policies import risks_visible_to


def _risks(actor: Actor, text: str, limit: int) -> list[Answers]:
    return nearest(risks_visible_to(actor), "risk", text, limit, detail="owner__name")


FINDS = (Finds("risk", _("Risks"), 16, _risks, "risk"),)
