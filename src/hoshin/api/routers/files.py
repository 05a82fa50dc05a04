"""Files on initiatives and corrective actions: listed, added, fetched, removed."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import File, Form, Path, Router
from ninja.files import UploadedFile

from hoshin.actions.selectors import action_by_code, action_file_by_number, files_of_action
from hoshin.actions.services import add_action_file, remove_action_file
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CodePath, LimitQuery, OffsetQuery
from hoshin.api.schemas.files import AttachedFileIn, AttachedFileOut, file_out
from hoshin.commentary.file_types import media_type
from hoshin.commentary.models import MOST_BYTES, AttachedFile
from hoshin.initiatives.selectors import files_of_initiative, initiative_by_code, initiative_file_by_number
from hoshin.initiatives.services import add_initiative_file, remove_initiative_file

router = Router(tags=["files"])
FilePath = Annotated[int, Path(ge=1, le=2**53, description="Its number, as lists tell it.")]
_BYTES = {"description": "The bytes.", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}


@router.get("/initiatives/{code}/files", response=Page[AttachedFileOut], summary="Files on an initiative")
def of_initiative(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Read by whoever sees the initiative."""
    actor = actor_of(request)
    return page_of(files_of_initiative(actor, initiative_by_code(actor, code)), file_out, limit, offset)


@router.post("/initiatives/{code}/files", response=AttachedFileOut, summary="Attach a file to an initiative")
def on_initiative(request: HttpRequest, code: CodePath, payload: Form[AttachedFileIn], file: File[UploadedFile]) -> Any:
    """At most 10 MB, sent as the field `file` of a form. What is no PDF must not be called one."""
    actor = actor_of(request)
    return file_out(add_initiative_file(actor, initiative=initiative_by_code(actor, code), **_sent(payload, file)))


@router.get("/initiative-files/{number}", summary="The content of a file", openapi_extra={"responses": {200: _BYTES}})
def content_on_initiative(request: HttpRequest, number: FilePath) -> HttpResponse:
    """The bytes that were attached to an initiative."""
    return _bytes(initiative_file_by_number(actor_of(request), number))


@router.delete("/initiative-files/{number}", response=AttachedFileOut, summary="Take a file away from an initiative")
def off_initiative(request: HttpRequest, number: FilePath) -> Any:
    """It is gone from sight; an undo brings it back."""
    actor = actor_of(request)
    row = initiative_file_by_number(actor, number)
    remove_initiative_file(actor, file=row)
    return file_out(row)


@router.get("/actions/{code}/files", response=Page[AttachedFileOut], summary="Files on a corrective action")
def of_action(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Read by whoever sees the action."""
    actor = actor_of(request)
    return page_of(files_of_action(actor, action_by_code(actor, code)), file_out, limit, offset)


@router.post("/actions/{code}/files", response=AttachedFileOut, summary="Attach a file to a corrective action")
def on_action(request: HttpRequest, code: CodePath, payload: Form[AttachedFileIn], file: File[UploadedFile]) -> Any:
    """At most 10 MB, sent as the field `file` of a form. What is no PDF must not be called one."""
    actor = actor_of(request)
    return file_out(add_action_file(actor, action=action_by_code(actor, code), **_sent(payload, file)))


@router.get("/action-files/{number}", summary="The content of a file", openapi_extra={"responses": {200: _BYTES}})
def content_on_action(request: HttpRequest, number: FilePath) -> HttpResponse:
    """The bytes that were attached to a corrective action."""
    return _bytes(action_file_by_number(actor_of(request), number))


@router.delete("/action-files/{number}", response=AttachedFileOut, summary="Take a file away from a corrective action")
def off_action(request: HttpRequest, number: FilePath) -> Any:
    """It is gone from sight; an undo brings it back."""
    actor = actor_of(request)
    row = action_file_by_number(actor, number)
    remove_action_file(actor, file=row)
    return file_out(row)


def _sent(payload: AttachedFileIn, file: UploadedFile) -> dict[str, Any]:
    # One byte more than may be: the service says that it is too large.
    return {"name": file.name or "", "content": file.read(MOST_BYTES + 1), "title": payload.title}


def _bytes(row: AttachedFile) -> HttpResponse:
    answer = HttpResponse(row.content, media_type(row.file_name))
    answer["Content-Disposition"] = content_disposition_header(True, row.file_name) or "attachment"
    return answer
