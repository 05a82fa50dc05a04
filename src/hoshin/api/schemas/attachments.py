"""Links and files on measures and objectives."""

from typing import Any

from ninja import Schema
from pydantic import ConfigDict, Field

from hoshin.api.parameters import CODE, FORMS, LINE, PERIOD
from hoshin.api.schemas.recorded import Strict
from hoshin.commentary.models import Attachment
from hoshin.commentary.validity import LONGEST_ADDRESS


class AttachmentOut(Schema):
    """A link or a file. Without a period it belongs to the thing itself."""

    id: int
    measure: str | None
    objective: str | None
    unit: str | None
    period: str | None
    title: str
    address: str | None = Field(description="Of a link.")
    file: str | None = Field(description="Name of a file, which `GET /attachments/{id}/file` hands out.")
    size: int | None = Field(description="Bytes of a file.")
    added_by: str


class LinkIn(Strict):
    address: str = Field(max_length=LONGEST_ADDRESS, description="http or https.", examples=["https://example.org/a"])
    title: str = Field(default="", pattern=LINE, max_length=300, description="The address where left out.")
    period: str | None = Field(default=None, pattern=PERIOD, max_length=10, description=f"A period: {FORMS}.")
    unit: str | None = Field(default=None, pattern=CODE, max_length=100, description="Code of the unit that it is of.")


class FileIn(Schema):
    """What is said of a file, as fields of the form beside it."""

    model_config = ConfigDict(extra="forbid")
    title: str = Field(default="", pattern=LINE, max_length=300, description="The name of the file where left out.")
    period: str = Field(default="", pattern=f"^$|{PERIOD}", max_length=10, description=f"A period: {FORMS}.")
    unit: str = Field(default="", pattern=f"^$|{CODE}", max_length=100, description="Code of the unit that it is of.")


def attachment_out(row: Attachment) -> dict[str, Any]:
    return {
        "id": row.pk,
        "measure": row.measure.code if row.measure else None,
        "objective": row.objective.code if row.objective else None,
        "unit": row.unit.code if row.unit else None,
        "period": str(row.period) if row.period else None,
        "title": row.title,
        "address": row.address or None,
        "file": row.file_name or None,
        "size": row.size if row.file_name else None,
        "added_by": row.added_by,
    }
