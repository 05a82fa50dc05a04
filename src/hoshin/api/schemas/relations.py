"""Relations that are granted: dotted lines, and HR of a unit."""

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from hoshin.api.parameters import CODE
from hoshin.api.schemas.recorded import Strict
from hoshin.org.models import GrantedRelation, GrantedRelationKind

_Code = Annotated[str, Field(pattern=CODE, max_length=100)]


class RelationIn(Strict):
    """To whom (`person`, an employee id), what, and to which person or, for HR of a unit, to which unit (`to`)."""

    person: _Code
    relation: GrantedRelationKind = Field(strict=False)
    to: _Code
    reason: str = Field(min_length=1, max_length=1000)
    valid_from: date | None = Field(None, strict=False, description="The first day on which it holds; null: today.")
    valid_to: date | None = Field(None, strict=False, description="The first day on which it holds no more.")


class RelationEndIn(Strict):
    on: date | None = Field(None, strict=False, description="The first day on which it holds no more; null: today.")


class RelationOut(Schema):
    id: int
    person: str = Field(description="Employee id of whoever was given it.")
    relation: str
    to: str = Field(description="An employee id, or the code of a unit.")
    reason: str
    valid_from: date
    valid_to: date | None


def relation_out(row: GrantedRelation) -> dict[str, Any]:
    """A granted relation as the API tells it."""
    to = row.to_unit.code if row.to_unit else row.to_person.employee_id if row.to_person else ""
    same = ("id", "relation", "reason", "valid_from", "valid_to")
    return {name: getattr(row, name) for name in same} | {"person": row.person.employee_id, "to": to}
