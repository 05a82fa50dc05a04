"""One translator from the errors of the domain to pages and fragments."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.base.errors import Conflict, Denied, HoshinError, Invalid, NotFound
from hoshin.web.htmx import is_htmx


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """How an error of a kind answers: its HTTP status, a title, and the way out."""

    status: int
    title: str | Promise
    remedy: str | Promise


ANSWERS: dict[type[HoshinError], ErrorAnswer] = {
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
    context = {
        "title": answer.title,
        "remedy": answer.remedy,
        "text": str(error),
        "code": answer.status,
        "problems": getattr(error, "problems", ()),
    }
    template = "_shared/problems.html" if is_htmx(request) else "_shared/trouble.html"
    response = render(request, template, context, status=answer.status)
    response["X-Problem"] = error.code
    response["Vary"] = "HX-Request"
    return response
