"""Decisions by their code, their question and their reasons, as answers of the search."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Finds, Found
from hoshin.base.words import begins_with
from hoshin.decisions.policies import decisions_visible_to


def _decisions(actor: Actor, text: str, limit: int) -> list[Found]:
    saying = begins_with(text, names="question") | begins_with(text, names="reasons", codes=())
    rows = decisions_visible_to(actor).filter(saying).order_by("-pk")[:limit]
    return [Found("decision", row.pk, row.code, row.question, str(row.get_state_display())) for row in rows]


FINDS = (Finds("decision", _("Decisions"), 47, _decisions, "decision"),)
