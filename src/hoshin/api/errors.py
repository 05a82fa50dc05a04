"""One translator from errors to application/problem+json."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from hoshin.base.errors import (
    Conflict,
    Denied,
    HoshinError,
    Implausible,
    Invalid,
    NotFound,
    NotReadable,
    Problem,
    Unavailable,
)
from hoshin.base.faults import foreseen

MEDIA_TYPE = "application/problem+json"
STATUSES: dict[type[HoshinError], int] = {
    Invalid: 422,
    NotFound: 404,
    Denied: 403,
    Conflict: 409,
    NotReadable: 400,
    Unavailable: 503,
}
TITLES = {
    400: "The request cannot be read",
    401: "Say who you are",
    403: "This is not yours to do",
    404: "This is not here",
    409: "Somebody else was faster",
    413: "This is too much at once",
    422: "Some of this needs mending",
    500: "Something broke on our side",
    503: "Not now: try again",
}


def problem(status: int, code: str, message: str, problems: Sequence[Problem] = ()) -> HttpResponse:
    """An answer that says what is wrong, where, and how to mend it."""
    body = {
        "title": TITLES.get(status, "This did not work"),
        "status": status,
        "code": code,
        "message": message,
        "problems": [{**found.as_dict(), "value": found.value[:200]} for found in problems],
    }
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def translate_errors(api: NinjaAPI) -> None:
    """Have an API answer every error that somebody foresaw as a problem."""
    api.add_exception_handler(HoshinError, _domain)
    api.add_exception_handler(Exception, _unexpected)
    api.add_exception_handler(ValidationError, _validation)
    api.add_exception_handler(AuthenticationError, _stranger)
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(Http404, lambda request, error: problem(404, "not_found", "There is nothing here."))
    api.add_exception_handler(RequestDataTooBig, _too_big)


def _domain(request: HttpRequest, error: Any) -> HttpResponse:
    status = next((number for kind, number in STATUSES.items() if isinstance(error, kind)), 422)
    way_on = " Nothing was recorded. If it is meant, send it again with confirm_implausible: true."
    message = str(error) + (way_on if isinstance(error, Implausible) else "")
    response = problem(status, error.code, message, getattr(error, "problems", ()))
    if isinstance(error, Unavailable):
        response["Retry-After"] = str(error.retry_after)
    return response


def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    """What the database or the system says, as far as it was foreseen; the rest goes to the log, and to `broken`."""
    found = foreseen(error)
    if found is None:
        raise error
    return _domain(request, found)


def broken(error: BaseException | None) -> HttpResponse:
    """The answer to what nobody foresaw, or to what was raised before an operation was called."""
    found = None if error is None else foreseen(error)
    if found is not None:
        return _domain(HttpRequest(), found)
    return problem(500, "broken", "Nothing was half written. The log of the server says more.")


def _validation(request: HttpRequest, error: Any) -> HttpResponse:
    found = [
        Problem(
            f"{fault['msg']}.",
            code=str(fault["type"]),
            field=".".join(str(part) for part in fault["loc"] if part not in ("body", "query", "path", "payload")),
            row=_row(fault["loc"]),
        )
        for fault in error.errors[:1000]
    ]
    return problem(422, "invalid", "\n".join(fault.sentence() for fault in found[:50]), found)


def _row(place: Sequence[Any]) -> int | None:
    """The number of a row in a list, counted from 1."""
    return next((part + 1 for part in place if isinstance(part, int)), None)


def _stranger(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(
        401,
        "unauthenticated",
        "Send a valid personal token: Authorization: Bearer hoshin_… Make one on the page of your account.",
    )


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, "request", str(error))


def _too_big(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(413, "too_big", "The body is larger than 20 MB. Send it in several parts.")
