"""Units and people as answers of the search."""

from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Answers, Finds, FoundRow, as_answers, nearest
from hoshin.base.words import folded, parts_that_begin
from hoshin.org.policies import people_visible_to, units_visible_to
from hoshin.org.selectors import CODES_OF_PEOPLE, begins_so


def _units(actor: Actor, text: str, limit: int) -> list[Answers]:
    return nearest(units_visible_to(actor), "unit", text, limit)


def _people(actor: Actor, text: str, limit: int) -> list[Answers]:
    known_for = Coalesce(NullIf("title", Value("")), "unit__name")
    rows = as_answers(people_visible_to(actor), "person", code="employee_id", detail=known_for, fact="email")
    return parts_that_begin(rows, text, limit, codes=CODES_OF_PEOPLE)


def _people_first(row: FoundRow, text: str) -> Any:
    """As where people are looked for alone."""
    return not begins_so((row.name, row.fact, row.code), folded(text)), row.name, row.id


FINDS = (
    Finds("unit", _("Units"), 30, _units, "scorecard", parameter="unit"),
    Finds("person", _("People"), 40, _people, "person", first=_people_first),
)
