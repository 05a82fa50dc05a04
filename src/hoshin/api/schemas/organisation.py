"""Units, people, and the trail of changes."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from hoshin.api.parameters import CODE
from hoshin.api.schemas.recorded import Strict
from hoshin.org.belongings import Belonging


class UnitOut(Schema):
    code: str
    name: str
    parent: str | None
    head: str | None = Field(description="Employee id of the head.")


class PersonOut(Schema):
    employee_id: str
    name: str
    email: str
    title: str
    unit: str | None
    manager: str | None = Field(description="Employee id of the manager.")
    start_date: date | None
    end_date: date | None
    skills: list[str]


class NamedUnitOut(Schema):
    code: str
    name: str


class FoundOut(Schema):
    employee_id: str
    name: str
    email: str
    title: str
    unit: str | None
    skills: list[str]


class DirectoryOut(Schema):
    people: list[FoundOut] = Field(description="Those first whose name it is.")
    units: list[NamedUnitOut]
    has_more: bool = Field(description="Not all are here: write more of it.")


class FieldOut(Schema):
    field: str
    before: str
    after: str


class EntryOut(Schema):
    operation: str
    what: str
    name: str
    fields: list[FieldOut]


class ChangeOut(Schema):
    id: int
    at: datetime
    actor: str
    face: str = Field(description="web, api, cli or worker.")
    through: str = Field(description="What they acted through, such as a token or an import; empty where nothing.")
    verb: str
    summary: str
    note: str
    count: int = Field(description="How many rows it touched.")
    entries: list[EntryOut] = Field(description="The first of these rows, before and after.")


class TrailOut(Schema):
    changes: list[ChangeOut]
    before: int | None = Field(description="Give it back to go on; null: there are no older ones.")


def unit_out(unit: Any) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "parent": unit.parent.code if unit.parent else None,
        "head": unit.head.employee_id if unit.head else None,
    }


def person_out(person: Any) -> dict[str, Any]:
    same = ("employee_id", "name", "email", "title", "start_date", "end_date", "skills")
    return {name: getattr(person, name) for name in same} | {
        "unit": person.unit.code if person.unit else None,
        "manager": person.manager.employee_id if person.manager else None,
    }


def found_out(person: Any) -> dict[str, Any]:
    """Somebody in the directory as the API tells it."""
    same = ("employee_id", "name", "email", "title", "skills")
    return {name: getattr(person, name) for name in same} | {"unit": person.unit.code if person.unit else None}


def change_out(found: Any) -> dict[str, Any]:
    change = found.change
    return {
        "id": change.pk,
        "at": change.at,
        "actor": change.actor_name,
        "face": change.face,
        "through": change.means,
        "verb": change.verb,
        "summary": found.summary,
        "note": found.note,
        "count": found.count,
        "entries": [_entry(entry) for entry in found.entries],
    }


def _entry(entry: Any) -> dict[str, Any]:
    return {
        "operation": str(entry.operation),
        "what": str(entry.label),
        "name": str(entry.name.text),
        "fields": [
            {"field": str(line.label), "before": str(line.before), "after": str(line.after)} for line in entry.lines
        ],
    }


class BelongingOut(Schema):
    kind: str = Field(
        description="How it is theirs: objective, measure, supplied_measure, unit_head, report, review, blocker, proposal."
    )
    code: str
    name: str


class HandOverIn(Strict):
    to: str = Field(description="Employee id of whoever takes it over.", max_length=100, pattern=CODE)
    kinds: list[Annotated[str, Field(max_length=40)]] | None = Field(
        None, max_length=20, description="Of these kinds alone; null: all."
    )


class HandedOverOut(Schema):
    handed_over: int


def belonging_out(kind: Belonging, row: Any) -> dict[str, Any]:
    """Something that is somebody's as the API tells it."""
    return {"kind": kind.code, "code": getattr(row, kind.page_by), "name": row.name}
