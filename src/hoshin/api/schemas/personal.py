"""Exports of one's own data."""

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from hoshin.personal.models import DataExport
from hoshin.personal.selectors import is_running


class DataExportOut(Schema):
    number: int
    asked_at: datetime
    done_at: datetime | None = Field(description="When the file was written.")
    is_running: bool
    is_there: bool = Field(description="Whether the file can be fetched.")
    size: int = Field(description="In bytes.")


def data_export_out(row: DataExport) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in ("asked_at", "done_at", "is_there", "size")}
    return {"number": row.pk, "is_running": is_running(row), **said}
