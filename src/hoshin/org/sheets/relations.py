"""Sheet relations: dotted lines, and who is HR of which unit, each for days and with a reason."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code
from hoshin.base.wordings import Said
from hoshin.org.models import GrantedRelationKind
from hoshin.org.policies import granted_relations_visible_to
from hoshin.org.rows import RelationRow
from hoshin.org.services import upsert_relations

_REFERENCES = {"person": "person__employee_id", "to_person": "to_person__employee_id", "to_unit": "to_unit__code"}


def _stored(actor: Actor) -> Iterator[RelationRow]:
    fields = [_REFERENCES.get(field, field) for field in RelationRow._fields]
    for person, relation, to_person, to_unit, *others in granted_relations_visible_to(actor).values_list(*fields):
        yield RelationRow(person, relation, to_person or "", to_unit or "", *others)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """It leads to one person or one unit, as its kind says, and never twice on a day within the file."""
    known: dict[tuple[str, ...], list[RelationRow]] = {}
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        to, other = (
            ("to_person", "to_unit") if row.relation == GrantedRelationKind.DOTTED_LINE else ("to_unit", "to_person")
        )
        if not getattr(row, to) or getattr(row, other):
            message = "A dotted line leads to a person; somebody is HR of a unit."
            yield draft.problem(at, to, getattr(row, to), message, Said("Fill %(column)s alone.", column=to))
            continue
        same = known.setdefault(tuple(text.casefold() for text in row[:4]), [])
        if any(_meet(row, one) for one in same):
            message = "It is granted already on some of these days."
            yield draft.problem(
                at, "valid_from", row.valid_from, message, "End the other one before, or leave one out."
            )
        same.append(row)


def _meet(one: RelationRow, other: RelationRow) -> bool:
    first, second = sorted((one, other), key=lambda row: row.valid_from)
    return first.valid_to is None or first.valid_to > second.valid_from


RELATIONS = Sheet(
    "relations",
    "granted relation",
    (
        code("person", "people", required=True),
        choice("relation", GrantedRelationKind.values),
        code("to_person", "people"),
        code("to_unit", "units"),
        Column("valid_from", ColumnKind.DATE, required=True),
        Column("valid_to", ColumnKind.DATE),
        Column("reason", required=True, longest=1000),
    ),
    ("person", "relation", "to_person", "to_unit", "valid_from"),
    RelationRow,
    after="past_heads",
    stored=_stored,
    check=_check,
    write=upsert_relations,
)
