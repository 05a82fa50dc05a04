"""The way back from what was just done: the Undo of a notice, and the page to which an answer belongs."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.web.addresses import address_or_none
from hoshin.web.htmx import is_htmx


def undo_since(actor: Actor, before: int | None) -> str | None:
    """The address that takes the actor's newest change back; None where there is none since `before`."""
    latest = own_latest_change(actor)
    return None if latest is None or latest == before else address_or_none("undo_change", latest)


def stands_on(request: HttpRequest, page: str) -> bool:
    """Whether a request of HTMX comes from that page, so that its parts can be answered in place."""
    if not is_htmx(request):
        return False
    return urlsplit(request.htmx.current_url or "").path == address_or_none(page)


def page_asking(request: HttpRequest) -> str:
    """The name of the address of the page from which HTMX asks; empty where it is none of ours, or nothing asks so."""
    if not is_htmx(request):
        return ""
    try:
        return resolve(urlsplit(request.htmx.current_url or "").path).url_name or ""
    except Resolver404:
        return ""
