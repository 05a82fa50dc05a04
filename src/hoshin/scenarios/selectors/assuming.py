"""Assumptions as somebody says them by codes, found among what they may see: one query for each kind of thing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Upper

from hoshin.accounts.access import Actor
from hoshin.base.errors import HoshinError, Invalid
from hoshin.initiatives.policies import initiatives_visible_to
from hoshin.initiatives.selectors import initiative_by_code
from hoshin.measures.policies import measures_visible_to
from hoshin.measures.selectors import measure_by_code
from hoshin.org.policies import units_visible_to
from hoshin.org.selectors import unit_by_code
from hoshin.scenarios.rows import Assumption, AssumptionRow, ChangeKind
from hoshin.scenarios.validity import row_problems, together_problems
from hoshin.strategy.policies import objectives_visible_to, perspectives_ever_visible_to
from hoshin.strategy.selectors import objective_by_code, perspective_by_code

# By field of a row: who sees what, and who says of a code that nobody sees what looks like it.
_FOUND_BY: Mapping[str, tuple[Callable[[Actor], QuerySet[Any]], Callable[[Actor, str], Any]]] = {
    "measure": (measures_visible_to, measure_by_code),
    "unit": (units_visible_to, unit_by_code),
    "objective": (objectives_visible_to, objective_by_code),
    "perspective": (lambda actor: perspectives_ever_visible_to(actor).filter(removed_on=None), perspective_by_code),
    "within": (objectives_visible_to, objective_by_code),
    "initiative": (initiatives_visible_to, initiative_by_code),
}


def assumptions_said(actor: Actor, rows: Sequence[AssumptionRow]) -> list[Assumption | HoshinError]:
    """The assumption that each row says, or what is wrong with it: Invalid, or NotFound where there is no such thing."""
    known = dict[str, Mapping[str, Any]]()
    for visible in dict.fromkeys(visible for visible, _find in _FOUND_BY.values()):
        names = [name for name, (by, _find) in _FOUND_BY.items() if by is visible]
        known |= dict.fromkeys(names, _known(actor, visible, names, rows))
    found = list[Assumption | HoshinError]()
    for row in rows:
        try:
            found.append(_assumption(actor, row, known))
        except HoshinError as error:
            found.append(error)
    return found


def assumptions_of(actor: Actor, rows: Iterable[AssumptionRow]) -> list[Assumption]:
    """The same of rows that all must be sound. Invalid also where two are about the same, or where they are too many."""
    found = []
    for one in assumptions_said(actor, list(rows)):
        if isinstance(one, HoshinError):
            raise one
        found.append(one)
    if problems := together_problems(found):
        raise Invalid(problems)
    return found


def _known(
    actor: Actor, visible: Callable[[Actor], QuerySet[Any]], names: Sequence[str], rows: Sequence[AssumptionRow]
) -> dict[str, Any]:
    codes = {getattr(row, name).upper() for row in rows for name in names} - {""}
    if not codes:
        return {}
    things = visible(actor).annotate(folded=Upper("code")).filter(folded__in=codes)
    return {thing.code.upper(): thing for thing in things}


def _assumption(actor: Actor, row: AssumptionRow, known: Mapping[str, Mapping[str, Any]]) -> Assumption:
    if problems := row_problems(row):
        raise Invalid(problems)
    named = {
        name: known[name].get(code.upper()) or find(actor, code) if (code := getattr(row, name)) else None
        for name, (_visible, find) in _FOUND_BY.items()
    }
    return Assumption(ChangeKind(row.kind), row.number, parent=named.pop("within"), column=row.column, **named)
