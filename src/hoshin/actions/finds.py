"""Corrective actions by their code, what is done and its cause, as answers of the search."""

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.actions.models import ActionState
from hoshin.actions.policies import actions_visible_to
from hoshin.base.finding import Answers, Finds, Found, FoundRow, as_answers, latest_first
from hoshin.base.words import begins_with


def _actions(actor: Actor, text: str, limit: int) -> list[Answers]:
    saying = begins_with(text, names="name") | begins_with(text, names="cause", codes=())
    rows = actions_visible_to(actor).filter(saying).order_by("-due_on", "-pk")
    on = Coalesce("measure__name", "objective__name")
    return [as_answers(rows, "action", detail=on, fact="state", at="due_on")[:limit]]


def _worded(row: FoundRow) -> Found:
    return Found(row.kind, row.id, row.code, row.name, f"{row.detail}, {ActionState(row.fact).label}")


FINDS = (Finds("action", _("Corrective actions"), 45, _actions, "action", worded=_worded, first=latest_first),)
