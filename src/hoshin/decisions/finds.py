"""Decisions by their code, their question and their reasons, as answers of the search."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Answers, Finds, Found, FoundRow, as_answers, latest_first
from hoshin.base.words import begins_with
from hoshin.decisions.models import DecisionState
from hoshin.decisions.policies import decisions_visible_to


def _decisions(actor: Actor, text: str, limit: int) -> list[Answers]:
    saying = begins_with(text, names="question") | begins_with(text, names="reasons", codes=())
    rows = decisions_visible_to(actor).filter(saying).order_by("-pk")
    return [as_answers(rows, "decision", name="question", fact="state")[:limit]]


def _worded(row: FoundRow) -> Found:
    return Found(row.kind, row.id, row.code, row.name, str(DecisionState(row.fact).label))


FINDS = (Finds("decision", _("Decisions"), 47, _decisions, "decision", worded=_worded, first=latest_first),)
