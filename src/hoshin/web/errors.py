"""One translator from the errors of the domain to pages and fragments."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.models import Role, User
from hoshin.accounts.selectors import whom_to_ask
from hoshin.base.errors import (
    Busy,
    Conflict,
    Denied,
    DiskFull,
    HoshinError,
    Invalid,
    NotFound,
    NotReadable,
    Unavailable,
)
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx
from hoshin.web.typed import typed_words


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """How an error of a kind answers: its HTTP status, a title, and the way out."""

    status: int
    title: str | Promise
    remedy: str | Promise


ANSWERS: dict[type[HoshinError], ErrorAnswer] = {
    NotReadable: ErrorAnswer(400, _("This request cannot be read"), _("Nothing was changed. Go back and try again.")),
    Busy: ErrorAnswer(503, _("Busy, try again"), _("Nothing was written, and nothing that you typed is lost.")),
    DiskFull: ErrorAnswer(503, _("The disk is full"), _("Nothing was written.")),
    Unavailable: ErrorAnswer(503, _("Hoshin is not ready"), _("Nothing was written. Try again in a few seconds.")),
    Invalid: ErrorAnswer(
        422, _("Some of this needs mending"), _("Nothing was changed. Go back, mend it and send it again.")
    ),
    NotFound: ErrorAnswer(404, _("This is not here"), _("It may have been renamed or removed. Search for it by name.")),
    Denied: ErrorAnswer(403, _("This is not yours to do"), _("An administrator can give you a role that may.")),
    Conflict: ErrorAnswer(
        409, _("Somebody else was faster"), _("Nothing was written. Look at their change, then try again.")
    ),
}


def translated(request: HttpRequest, error: HoshinError) -> HttpResponse:
    """The page for people, or the fragment that the script places in the form that was sent (header X-Problem)."""
    answer = next((found for kind, found in ANSWERS.items() if isinstance(error, kind)), ANSWERS[Invalid])
    if isinstance(error, Unavailable | NotReadable):
        return _alone(request, error, answer)
    context = {
        "title": answer.title,
        "remedy": answer.remedy if _is_helped_by_a_role(error) else "",
        "text": str(error),
        "code": answer.status,
        "problems": getattr(error, "problems", ()),
        "askable": _askable(request, error),
        "typed": typed_words(request),
    }
    template = "_shared/problems.html" if is_htmx(request) else "_shared/trouble.html"
    response = render(request, template, context, status=answer.status)
    response["X-Problem"] = error.code
    response["Vary"] = "HX-Request"
    if context["typed"]:
        response["Cache-Control"] = "no-store"
    return response


def _is_helped_by_a_role(error: HoshinError) -> bool:
    """What is refused by who one is to a thing, is opened by no role: to ask for one would be in vain."""
    return not isinstance(error, Denied) or error.is_by_role


def _askable(request: HttpRequest, error: HoshinError) -> list[User]:
    """Who could open what is refused: administrators give roles; the office as well sees what is private, and opens it."""
    roles = {Denied: (Role.ADMINISTRATOR,), NotFound: (Role.ADMINISTRATOR, Role.OFFICE)}.get(type(error))
    if roles is None or not _is_helped_by_a_role(error) or is_htmx(request) or not request.user.is_authenticated:
        return []
    return [one for one in whom_to_ask(actor_of(request), roles) if one.pk != request.user.pk]


def page_without_database(status: int, sentence: str) -> str:
    """A page that needs neither a request nor the database; one that waits says so."""
    answer = ANSWERS[Busy] if status == 503 else ANSWERS[NotReadable]
    context = {"title": answer.title, "remedy": answer.remedy, "text": sentence, "code": status, "again": ()}
    return render_to_string("_shared/unavailable.html", context)


def _alone(request: HttpRequest, error: HoshinError, answer: ErrorAnswer) -> HttpResponse:
    """The answer where the database may be away: without a frame. What a form sent can be sent again from it."""
    context = {"title": answer.title, "remedy": answer.remedy, "text": str(error), "code": answer.status}
    if is_htmx(request):
        body = render_to_string("_shared/problems.html", context | {"problems": ()})
    else:
        body = render_to_string("_shared/unavailable.html", context | {"again": _sent(request)})
    response = HttpResponse(body, status=answer.status)
    response["X-Problem"], response["Vary"], response["Cache-Control"] = error.code, "HX-Request", "no-store"
    if isinstance(error, Unavailable):
        response["Retry-After"] = str(error.retry_after)
    return response


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form sent, to be sent again as it was: nothing where a password or a file was among it."""
    if request.method != "POST" or request.FILES or any("password" in name for name in request.POST):
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values]
