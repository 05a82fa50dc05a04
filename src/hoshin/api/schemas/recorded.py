"""What is recorded of a value, as JSON: a property for each field that measures declares."""

from typing import Any

from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from hoshin.api.parameters import Finite
from hoshin.measures.fields import FIELDS, RecordedField


class Strict(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)


def _out(field: RecordedField) -> tuple[Any, Any]:
    return (str if field.is_text else float | None, Field(description=field.meaning or None))


def _in(field: RecordedField) -> tuple[Any, Any]:
    meaning = field.meaning or None
    if field.is_text:
        return str, Field(default="", max_length=10_000, description=meaning)
    examples = None if field.example is None else [field.example]
    return Finite | None, Field(default=None, description=meaning, examples=examples)


RecordedOut = create_model("RecordedOut", __base__=Schema, **{field.name: _out(field) for field in FIELDS})
RecordedIn = create_model("RecordedIn", __base__=Strict, **{field.name: _in(field) for field in FIELDS})
