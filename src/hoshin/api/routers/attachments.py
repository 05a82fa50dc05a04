"""Links and files on measures, objectives and their periods: listed, added, fetched, removed."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import File, Form, Path, Router
from ninja.files import UploadedFile

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CodePath, LimitQuery, OffsetQuery
from hoshin.api.schemas.attachments import AttachmentOut, FileIn, LinkIn, attachment_out
from hoshin.base.errors import Invalid, NotFound
from hoshin.base.periods import Period
from hoshin.commentary.file_types import media_type
from hoshin.commentary.models import MOST_BYTES
from hoshin.commentary.selectors import attachment_by_id, attachments_of, content_of
from hoshin.commentary.services import add_file, add_link, remove_attachment
from hoshin.measures.models import Measure
from hoshin.measures.selectors import measure_by_code
from hoshin.org.selectors import unit_by_code
from hoshin.strategy.models import Objective
from hoshin.strategy.selectors import objective_by_code

router = Router(tags=["commentary"])
IdPath = Annotated[int, Path(ge=1, le=9_000_000_000_000_000_000, description="Its number, as lists tell it.")]
_BYTES = {"description": "The bytes.", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}


@router.get("/measures/{code}/attachments", response=Page[AttachmentOut], summary="Links and files on a measure")
def on_measure(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Of the whole and of all units, the latest period first."""
    actor = actor_of(request)
    return page_of(attachments_of(actor, measure_by_code(actor, code)), attachment_out, limit, offset)


@router.get("/objectives/{code}/attachments", response=Page[AttachmentOut], summary="Links and files on an objective")
def on_objective(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Of the whole and of all units, the latest period first."""
    actor = actor_of(request)
    return page_of(attachments_of(actor, objective_by_code(actor, code, ever=True)), attachment_out, limit, offset)


@router.post("/measures/{code}/links", response=AttachmentOut, summary="Attach a link to a measure")
def link_measure(request: HttpRequest, code: CodePath, payload: LinkIn) -> Any:
    """To the measure itself, or to its value and what is said of it in a period."""
    actor = actor_of(request)
    return _linked(actor, measure_by_code(actor, code), payload)


@router.post("/objectives/{code}/links", response=AttachmentOut, summary="Attach a link to an objective")
def link_objective(request: HttpRequest, code: CodePath, payload: LinkIn) -> Any:
    """To the objective itself, or to what is said of it in a period."""
    actor = actor_of(request)
    return _linked(actor, objective_by_code(actor, code), payload)


@router.post("/measures/{code}/files", response=AttachmentOut, summary="Attach a file to a measure")
def file_on_measure(request: HttpRequest, code: CodePath, payload: Form[FileIn], file: File[UploadedFile]) -> Any:
    """At most 10 MB, sent as the field `file` of a form. What is no PDF must not be called one."""
    actor = actor_of(request)
    return _filed(actor, measure_by_code(actor, code), payload, file)


@router.post("/objectives/{code}/files", response=AttachmentOut, summary="Attach a file to an objective")
def file_on_objective(request: HttpRequest, code: CodePath, payload: Form[FileIn], file: File[UploadedFile]) -> Any:
    """At most 10 MB, sent as the field `file` of a form. What is no PDF must not be called one."""
    actor = actor_of(request)
    return _filed(actor, objective_by_code(actor, code), payload, file)


@router.get("/attachments/{pk}", response=AttachmentOut, summary="A link or a file")
def attachment(request: HttpRequest, pk: IdPath) -> Any:
    """What it is, and what it stands on."""
    return attachment_out(attachment_by_id(actor_of(request), pk))


@router.get("/attachments/{pk}/file", summary="The content of a file", openapi_extra={"responses": {200: _BYTES}})
def content(request: HttpRequest, pk: IdPath) -> HttpResponse:
    """The bytes that were attached."""
    row = attachment_by_id(actor_of(request), pk)
    if not row.file_name:
        raise NotFound("file", str(pk))
    answer = HttpResponse(content_of(row), media_type(row.file_name))
    answer["Content-Disposition"] = content_disposition_header(True, row.file_name) or "attachment"
    return answer


@router.delete("/attachments/{pk}", response=AttachmentOut, summary="Remove a link or a file")
def remove(request: HttpRequest, pk: IdPath) -> Any:
    """It is gone from sight; the trail can bring it back."""
    actor = actor_of(request)
    row = attachment_by_id(actor, pk)
    remove_attachment(actor, attachment=row)
    return attachment_out(row)


def _linked(actor: Actor, thing: Measure | Objective, payload: LinkIn) -> dict[str, Any]:
    place = _place(actor, payload.period, payload.unit)
    return attachment_out(add_link(actor, thing=thing, address=payload.address, title=payload.title, **place))


def _filed(actor: Actor, thing: Measure | Objective, payload: FileIn, file: UploadedFile) -> dict[str, Any]:
    # One byte more than may be: the service says that it is too large.
    given = {"name": file.name or "", "content": file.read(MOST_BYTES + 1), "title": payload.title}
    return attachment_out(add_file(actor, thing=thing, **given, **_place(actor, payload.period, payload.unit)))


def _place(actor: Actor, period: str | None, unit: str | None) -> dict[str, Any]:
    try:
        when = Period.parse(period) if period else None
    except ValueError as error:
        raise Invalid(str(error), field="period", value=period or "") from None
    return {"period": when, "unit": unit_by_code(actor, unit) if unit else None}
