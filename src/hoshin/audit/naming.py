"""Turns rows and columns of the trail into words, with one query however many rows and tables there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, ForeignKey, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from hoshin.audit.models import Entry
from hoshin.audit.sight import Sight
from hoshin.audit.tracked import is_declared, model_of, tracked_of
from hoshin.base.wordings import shown as fact_in_words

_LEFT_OUT = frozenset({"id", "version", "created_at"})
NOTHING = "–"
_LONGEST = 300
_MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class Name:
    """How a row is called, and what its page is asked for ("" where it has none, or is gone)."""

    text: str
    page_by: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A column of a row before and after, in words."""

    label: str
    before: str
    after: str


Names = dict[tuple[str, int], Name]


def names_for(entries: Iterable[Entry], sight: Sight) -> Names:
    """Names of the rows of these entries and of all rows that their columns point to, as far as they may be seen."""
    wanted: dict[str, set[int]] = defaultdict(set)
    entries = list(entries)
    for entry in entries:
        wanted[entry.table].add(entry.row)
        for values in (entry.before, entry.after):
            for column, value in (values or {}).items():
                target = _points_to(_field(entry.table, column))
                if target is not None and isinstance(value, int):
                    wanted[target._meta.db_table].add(value)
    return names_of(wanted, sight)


def names_of(wanted: Mapping[str, Collection[int]], sight: Sight) -> Names:
    """Names of rows by table. One query however many tables there are, and one for those that are gone."""
    found = _living(wanted, sight)
    missing = [(table, row) for table, rows in wanted.items() for row in rows if (table, row) not in found]
    hidden = Name(_("not shown"))
    found |= {(table, row): hidden for table, row in missing if is_declared(table) and not sight.sees_every(table)}
    return found | _gone([(table, row) for table, row in missing if sight.sees_every(table)])


def name_of(names: Names, table: str, row: int) -> Name:
    return names.get((table, row)) or Name(_("number %(row)s") % {"row": row})


def _living(wanted: Mapping[str, Collection[int]], sight: Sight) -> Names:
    queries = [query for table, rows in sorted(wanted.items()) if (query := _naming(table, rows, sight)) is not None]
    if not queries:
        return {}
    found = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    return {(table, pk): Name(_joined(parts), page) for table, pk, page, *parts in found}


def _naming(table: str, rows: Collection[int], sight: Sight) -> QuerySet[Model, tuple[Any, ...]] | None:
    """Table, number, what its page is found by, and the parts of the name, all as text."""
    told = tracked_of(table)
    if told is None or not told.named_by:
        return None
    parts = [Cast(part, TextField()) for part in told.named_by[:_MOST_PARTS]]
    parts += [Value("", TextField())] * (_MOST_PARTS - len(parts))
    page = Cast(told.page_by, TextField()) if told.page else Value("", TextField())
    named = sight.rows_of(table, told.model._base_manager.filter(pk__in=rows)).annotate(
        in_table=Value(table, TextField()),
        found_by=Coalesce(page, Value("", TextField())),
        **{f"part_{number}": Coalesce(part, Value("", TextField())) for number, part in enumerate(parts)},
    )
    return named.order_by().values_list("in_table", "pk", "found_by", *(f"part_{n}" for n in range(_MOST_PARTS)))


def lines_of(entry: Entry, names: Names) -> list[Line]:
    """The columns that the entry changed, in the order of the table; empty ones of a new or removed row left out."""
    before, after = entry.before or {}, entry.after or {}
    columns = before | after
    order, told = _columns(entry.table), tracked_of(entry.table)
    unsaid = {*told.secrets, *told.unsaid} if told else columns.keys()
    lines = []
    for column in sorted(columns, key=lambda name: order.get(name, len(order))):
        if column in _LEFT_OUT:
            continue
        field = _field(entry.table, column)
        shown = _apart(field, before.get(column), after.get(column), names)
        if column in unsaid:
            shown = [NOTHING if text == NOTHING else str(_("not shown")) for text in shown]
        if shown == [NOTHING, NOTHING]:
            continue
        lines.append(Line(_label(field, column), *shown))
    return lines


def _gone(rows: list[tuple[str, int]]) -> Names:
    """Names of removed rows, from what the trail kept of them."""
    if not rows:
        return {}
    removed = Entry.objects.filter(
        operation=Entry.Operation.DELETE,
        table__in={table for table, _row in rows},
        row__in={row for _table, row in rows},
    )
    names = {}
    for table, row, before in removed.order_by("id").values_list("table", "row", "before"):
        told = tracked_of(table)
        text = _joined([(before or {}).get(part) for part in (told.named_by if told else ())])
        names[table, row] = Name(text or _("number %(row)s") % {"row": row})
    return names


def _joined(parts: Iterable[Any]) -> str:
    return " ".join(str(part) for part in parts if part not in (None, ""))


def _apart(field: Field | None, before: Any, after: Any, names: Names) -> list[str]:
    """Both values in words; numbers with more digits where fewer would say that nothing changed."""
    shown = [_shown(field, value, names) for value in (before, after)]
    is_lost = shown[0] == shown[1] and before != after and isinstance(before, float) and isinstance(after, float)
    return [f"{value:,.10g}" for value in (before, after)] if is_lost else shown


def _shown(field: Field | None, value: Any, names: Names) -> str:
    if value is None or value in ("", [], {}):
        return NOTHING
    target = _points_to(field)
    if target is not None and isinstance(value, int):
        return name_of(names, target._meta.db_table, value).text
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    choices = dict(field.flatchoices) if field is not None and field.choices else {}
    if not isinstance(value, dict) and value in choices:
        return str(choices[value])
    text = fact_in_words(value) if isinstance(value, float) else str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _label(field: Field | None, column: str) -> str:
    return capfirst(gettext(str(field.verbose_name))) if field is not None else column


# What columns are called that no model gives a name: Django makes it of the field's, and cannot translate it.
UNNAMED = (
    gettext_noop("cause"),
    gettext_noop("effect"),
    gettext_noop("plan"),
    gettext_noop("period"),
    gettext_noop("closed at"),
    gettext_noop("change"),
    gettext_noop("frequency"),
    gettext_noop("parent"),
    gettext_noop("objective"),
    gettext_noop("measure"),
    gettext_noop("kind"),
    gettext_noop("position"),
    gettext_noop("user"),
    gettext_noop("number"),
    gettext_noop("is first"),
    gettext_noop("person"),
    gettext_noop("to person"),
    gettext_noop("to unit"),
    gettext_noop("file"),
    gettext_noop("is across units proposed"),
    gettext_noop("map x"),
    gettext_noop("only"),
    gettext_noop("manager"),
    gettext_noop("unit"),
    gettext_noop("skills"),
    gettext_noop("provenance"),
    gettext_noop("node"),
    gettext_noop("status"),
    gettext_noop("reason"),
    gettext_noop("starts on"),
    gettext_noop("expires on"),
    gettext_noop("set by"),
    gettext_noop("is withdrawn"),
    gettext_noop("head"),
    gettext_noop("theme"),
    gettext_noop("digest"),
    gettext_noop("prefix"),
    gettext_noop("used at"),
    gettext_noop("is revoked"),
    gettext_noop("replaces"),
    gettext_noop("perspective"),
    gettext_noop("contribution"),
    gettext_noop("browser language"),
)


def _points_to(field: Field | None) -> type[Model] | None:
    return field.remote_field.model if isinstance(field, ForeignKey) else None


def _columns(table: str) -> dict[str, int]:
    model = model_of(table)
    return {field.column: place for place, field in enumerate(model._meta.concrete_fields)} if model else {}


def _field(table: str, column: str) -> Field | None:
    model = model_of(table)
    if model is None:
        return None
    return next((field for field in model._meta.concrete_fields if field.column == column), None)
