"""Files on initiatives and corrective actions."""

from typing import Any

from ninja import Schema
from pydantic import ConfigDict, Field

from hoshin.api.parameters import LINE
from hoshin.commentary.models import AttachedFile


class AttachedFileOut(Schema):
    """A file, without its content."""

    number: int
    title: str
    file: str = Field(description="What the file is called.")
    size: int = Field(description="Bytes.")
    added_by: str


class AttachedFileIn(Schema):
    """What is said of a file, as a field of the form beside it."""

    model_config = ConfigDict(extra="forbid")
    title: str = Field(default="", pattern=LINE, max_length=300, description="The name of the file where left out.")


def file_out(row: AttachedFile) -> dict[str, Any]:
    return {
        "number": row.pk,
        "title": row.title,
        "file": row.file_name,
        "size": row.size,
        "added_by": row.added_by,
    }
