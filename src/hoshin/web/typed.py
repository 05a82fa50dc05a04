"""What a form sent that nothing came of: its words, shown again so that nobody writes them twice."""

import re
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hoshin.web.htmx import is_htmx

SHORTEST, MOST = 12, 30
# Numbers, codes and choices are set again in a moment; words are not.
_CODE = re.compile(r"[!-~]*")


def typed_words(request: HttpRequest) -> list[str]:
    """The longer words of a form of ours, in its order; none where a password was among them."""
    if request.method != "POST" or is_htmx(request) or not _is_of_ours(request):
        return []
    if any("password" in name for name in request.POST):
        return []
    values = [value.strip() for _name, several in request.POST.lists() for value in several]
    return [value for value in dict.fromkeys(values) if len(value) >= SHORTEST and not _CODE.fullmatch(value)][:MOST]


def _is_of_ours(request: HttpRequest) -> bool:
    """Another site that sends a form here does not get its words onto a page of ours."""
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


def signed_out(request: HttpRequest, sign_in: str) -> HttpResponse:
    """The answer to a form of somebody whose session has ended: nothing was written, and here is what they typed."""
    return _unsent(
        request,
        401,
        title=_("You are signed out"),
        text=_("Your session ended before this was sent. Nothing was written."),
        remedy=_("Sign in in another window, load the page again there, and put your words in."),
        sign_in=sign_in,
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form whose token is none, or of another session: most often somebody signed in again meanwhile."""
    return _unsent(
        request,
        403,
        title=_("This form is out of date"),
        text=_("It was opened before you signed in, or this browser keeps no cookies. Nothing was written."),
        remedy=_("Load the page again, put your words in and send it once more."),
        page=_page_of(request),
    )


def _unsent(request: HttpRequest, status: int, **said: str) -> HttpResponse:
    template = "_shared/problems.html" if is_htmx(request) else "_shared/unsent.html"
    context = {"page": "", "sign_in": "", "problems": (), "code": status, "typed": typed_words(request)} | said
    answer = render(request, template, context, status=status)
    answer["X-Problem"], answer["Vary"], answer["Cache-Control"] = "unsent", "HX-Request", "no-store"
    return answer


def _page_of(request: HttpRequest) -> str:
    """The page on which the form stood, where that is one of ours."""
    page = urlsplit(request.headers.get("Referer", ""))
    return page.path if page.netloc == request.get_host() else ""


def sign_in_for(request: HttpRequest) -> str:
    """The page for signing in, which leads back to the one on which the form stood."""
    page = _page_of(request)
    return reverse("sign_in") + (f"?{urlencode({'next': page})}" if page else "")
