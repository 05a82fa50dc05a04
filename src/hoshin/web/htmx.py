"""Page or fragment, and what travels in the headers of an answer to HTMX."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render as render_template
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def is_htmx(request: HttpRequest) -> bool:
    """Whether HTMX asks for a piece of a page; a restored or boosted page is a whole one."""
    details = getattr(request, "htmx", None)
    return bool(details) and not details.boosted and not details.history_restore_request


def render(
    request: HttpRequest,
    page: str,
    fragment: str | None = None,
    context: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The fragment where HTMX asks and there is one, else the page; both from the same context."""
    template = fragment if fragment and is_htmx(request) else page
    answer = render_template(request, template, context, status=status)
    answer["Vary"] = "HX-Request"
    return answer


def redirect(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Go to another page, from a plain form as from HTMX."""
    address = resolve_url(to, *args, **kwargs)
    if not is_htmx(request):
        return HttpResponseRedirect(address)
    answer = HttpResponse()
    answer["HX-Redirect"] = address
    return answer


def refresh(request: HttpRequest, otherwise: str = "/") -> HttpResponse:
    """Show the page from which the request came again, as an undo does."""
    if is_htmx(request):
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    referrer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(referrer, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(referrer if is_ours else resolve_url(otherwise))


def trigger(response: HttpResponse, **events: Any) -> HttpResponse:
    """Name events that the page fires when the answer arrives, beside those named before."""
    named = json.loads(response.get("HX-Trigger", "{}"))
    response["HX-Trigger"] = json.dumps(named | events)
    return response


def toast(response: HttpResponse, text: str, undo_url: str | None = None, tone: str = "") -> HttpResponse:
    """Say what happened in a notice, with the way back where there is one (an address that takes a POST)."""
    return trigger(response, toast={"text": str(text), "undo": undo_url or "", "tone": tone})


def close_dialog(response: HttpResponse) -> HttpResponse:
    return trigger(response, closeDialog=True)


def notice(request: HttpRequest, text: str, undo_url: str | None = None) -> None:
    """The same notice on the next page, for answers that redirect."""
    messages.success(request, str(text), extra_tags=f"undo:{undo_url}" if undo_url else "")
