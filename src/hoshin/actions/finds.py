"""Corrective actions by their code, what is done and its cause, as answers of the search."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.actions.policies import actions_visible_to
from hoshin.base.finding import Finds, Found
from hoshin.base.words import begins_with


def _actions(actor: Actor, text: str, limit: int) -> list[Found]:
    saying = begins_with(text, names="name") | begins_with(text, names="cause", codes=())
    rows = actions_visible_to(actor).filter(saying).select_related("measure", "objective")
    return [
        Found("action", row.pk, row.code, row.name, f"{row.thing.name}, {row.get_state_display()}")
        for row in rows.order_by("-due_on", "-pk")[:limit]
    ]


FINDS = (Finds("action", _("Corrective actions"), 45, _actions, "action"),)
