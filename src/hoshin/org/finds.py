"""Units and people as answers of the search."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Finds, Found, nearest
from hoshin.org.policies import units_visible_to
from hoshin.org.selectors import people_found


def _units(actor: Actor, text: str, limit: int) -> list[Found]:
    return [Found("unit", row.pk, row.code, row.name) for row in nearest(units_visible_to(actor), text, limit)]


def _people(actor: Actor, text: str, limit: int) -> list[Found]:
    return [
        Found("person", row.pk, row.employee_id, row.name, row.title or (row.unit.name if row.unit else ""))
        for row in people_found(actor, text, limit)
    ]


FINDS = (
    Finds("unit", _("Units"), 30, _units, "scorecard", parameter="unit"),
    Finds("person", _("People"), 40, _people, "person"),
)
