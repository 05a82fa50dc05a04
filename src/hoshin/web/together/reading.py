"""From what was typed into the cells to what is saved. People and units are looked up for all rows at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from hoshin.accounts.access import Actor
from hoshin.base.errors import Invalid
from hoshin.measures.models import FREQUENCIES
from hoshin.org.policies import people_visible_to, units_visible_to
from hoshin.strategy.models import Objective
from hoshin.strategy.policies import perspectives_ever_visible_to
from hoshin.strategy.services import TableEdit
from hoshin.web.found_field import MARK
from hoshin.web.number_field import weight_field
from hoshin.web.together.rows import EditedRow

CalledAlike = Mapping[str, list[Any]]
_YES, _NO = {"yes", "y", "true", "1", "x"}, {"no", "n", "false", "0", ""}


def read(actor: Actor, rows: Sequence[EditedRow]) -> tuple[list[EditedRow], list[TableEdit]]:
    """The rows with what cannot be read beside their cells, and the edits of those in which something was typed."""
    found = {
        "owner": _called(people_visible_to(actor), "employee_id", _texts(rows, "owner")),
        "unit": _called(units_visible_to(actor), "code", _texts(rows, "unit")),
        "perspective": _called(
            perspectives_ever_visible_to(actor).filter(removed_on=None), "code", _texts(rows, "perspective")
        ),
    }
    read_rows, edits = [], []
    for row in rows:
        values: dict[str, Any] = {}
        errors: dict[str, str] = {}
        for name in row.changed:
            try:
                values[name] = _value(row, name, row.now[name], found)
            except ValidationError as error:
                errors[name] = " ".join(error.messages)
        read_rows.append(replace(row, errors=errors))
        if values and not errors:
            edits.append(_edit(row, values))
    return read_rows, edits


def with_problems(rows: Sequence[EditedRow], edits: Sequence[TableEdit], error: Invalid) -> list[EditedRow]:
    """The rows with what the service found wrong beside the cell that it names, or else beside the name."""
    errors: dict[int, dict[str, str]] = {}
    for problem in error.problems:
        if problem.row is not None:
            pk = edits[problem.row - 1].thing.pk
            said = f"{problem.message} {problem.remedy}".strip()
            errors.setdefault(pk, {})[problem.field if problem.field in rows[0].stands else "thing"] = said
    return [replace(row, errors=errors.get(row.thing.pk, {})) for row in rows]


def _edit(row: EditedRow, values: dict[str, Any]) -> TableEdit:
    weight = values.pop("weight", None) if row.served else None
    return TableEdit(row.thing, row.version, values, row.served, row.served_version, weight)


def _value(row: EditedRow, name: str, text: str, found: Mapping[str, CalledAlike]) -> Any:
    if name == "weight":
        return _weight(text)
    if name == "frequency":
        return _frequency(text)
    if name == "is_key":
        return _yes_or_no(text)
    if not text:
        return None
    rows = found[name].get(_sought(text), [])
    if name == "perspective" and isinstance(row.thing, Objective):
        rows = [one for one in rows if one.plan_id == row.thing.plan_id]
    if len(rows) == 1:
        return rows[0]
    said = _("“%(text)s” is the name of several. Write the number or code.") if rows else _("“%(text)s” is not known.")
    raise ValidationError(said % {"text": text})


def _weight(text: str) -> float:
    return float(weight_field().clean(text) or 0)


def _frequency(text: str) -> str:
    wanted = text.casefold()
    for value, label in FREQUENCIES:
        if wanted in (value, str(label).casefold()):
            return str(value)
    choices = ", ".join(str(label) for _value, label in FREQUENCIES)
    raise ValidationError(_("Write one of these: %(choices)s.") % {"choices": choices})


def _yes_or_no(text: str) -> bool:
    folded = text.casefold()
    if folded in _YES | {_("yes").casefold()}:
        return True
    if folded in _NO | {_("no").casefold()}:
        return False
    raise ValidationError(_("Write yes or no."))


def _texts(rows: Sequence[EditedRow], name: str) -> set[str]:
    return {row.now[name] for row in rows if name in row.changed and row.now[name]}


def _sought(text: str) -> str:
    """What follows the mark of a suggestion is the code; else the text is a code or a name."""
    return text.rpartition(MARK)[2].strip().upper()


def _called(rows: QuerySet[Any], code: str, texts: set[str]) -> CalledAlike:
    """By code or name the rows that are called so: two queries through indexes, none where nothing is asked."""
    found: dict[str, list[Any]] = {}
    sought = [_sought(text) for text in texts]
    for column in (code, "name") if sought else ():
        known = rows.annotate(called=Upper(column)).filter(called__in=sought).order_by()
        for row in known:
            same = found.setdefault(row.called, [])
            if row.pk not in [one.pk for one in same]:
                same.append(row)
    return found
