"""One's own data as a whole: asked for, and fetched once they are put together."""

from typing import Annotated, Any

from django.http import FileResponse, HttpRequest
from ninja import Path, Router

from hoshin.api.auth import actor_of
from hoshin.api.schemas.personal import DataExportOut, data_export_out
from hoshin.personal.places import file_of
from hoshin.personal.selectors import own_export, own_exports
from hoshin.personal.services import ask_for_data
from hoshin.personal.subjects import own_subject

router = Router(tags=["personal data"])
_Number = Annotated[int, Path(ge=1, le=9_000_000_000_000_000_000, description="Its number, as lists tell it.")]
_BYTES = {"description": "A .zip.", "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}


@router.get("/my-data", response=list[DataExportOut], summary="What was put together of your data")
def exports(request: HttpRequest) -> Any:
    """The latest five, the newest first."""
    return [data_export_out(row) for row in own_exports(actor_of(request))]


@router.post("/my-data", response=DataExportOut, summary="Have your data put together")
def ask(request: HttpRequest) -> Any:
    """A worker does it; the file stays for seven days, for you alone."""
    actor = actor_of(request)
    return data_export_out(ask_for_data(actor, subject=own_subject(actor)))


@router.get("/my-data/{number}/file", summary="The file with your data", openapi_extra={"responses": {200: _BYTES}})
def file(request: HttpRequest, number: _Number) -> FileResponse:
    """JSON by kind, a page to read, and what you attached. Not found until it is done."""
    row = own_export(actor_of(request), number)
    return FileResponse(file_of(str(row.key)).open("rb"), as_attachment=True, filename="my-data.zip")
