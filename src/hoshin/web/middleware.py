"""Deny by default: a page without a signed-in user is the sign-in page, unless it says otherwise."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, QueryDict
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from hoshin.accounts.selectors import zone_of
from hoshin.audit.unchanged import a_moment_behind
from hoshin.base import formats
from hoshin.base.faults import foreseen
from hoshin.base.languages import ENGLISH, speaking, spoken
from hoshin.web.access import has_users, is_open_to_strangers
from hoshin.web.addresses import address_or_none
from hoshin.web.errors import translated
from hoshin.web.htmx import redirect
from hoshin.web.languages import language_wanted, speak_to
from hoshin.web.typed import sign_in_for, signed_out, typed_words

Handler = Callable[[HttpRequest], HttpResponse]
_OWN_AUTHENTICATION = ("/api/", settings.STATIC_URL)
_MCP = "/mcp"
_READING = ("GET", "HEAD", "OPTIONS")
_WROTE, _WROTE_SECONDS = "wrote", 5


def _lets_in_by_itself(request: HttpRequest) -> bool:
    """Whether an address has its own way of letting people and programs in, and answers in English."""
    return request.path.startswith(_OWN_AUTHENTICATION) or request.path == _MCP


class SignInRequired:
    """Leads strangers to the sign-in page, and whoever comes first to the page that makes the first user."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handler(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if _lets_in_by_itself(request) or request.user.is_authenticated:
            return None
        is_sign_in = request.resolver_match is not None and request.resolver_match.url_name == "sign_in"
        if is_open_to_strangers(view) and not is_sign_in:
            return None
        first_run = None if has_users() else address_or_none("first_run")
        if first_run:
            return redirect(request, first_run)
        if is_open_to_strangers(view):
            return None
        sign_in = address_or_none("sign_in")
        if sign_in and typed_words(request):
            return signed_out(request, sign_in_for(request))
        return redirect(request, _with_next(sign_in, request)) if sign_in else HttpResponseForbidden()


class OwnWrites:
    """Shows to whoever has just written what holds now; to others, while changes pour in, what held a moment ago.

    A cookie says who has just written, whichever process answers next. Programs are told what holds now.
    """

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _lets_in_by_itself(request):
            return self.handler(request)
        if request.method in _READING:
            with nullcontext() if _WROTE in request.COOKIES else a_moment_behind():
                return self.handler(request)
        answer = self.handler(request)
        answer.set_cookie(
            _WROTE, "1", _WROTE_SECONDS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
        return answer


class PersonalLanguage:
    """Speaks to strangers in the language that their browser asks for, or the organisation's, and to a user in their own.

    The API answers programs, and everybody in English.
    """

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_page = not _lets_in_by_itself(request)
        with speaking(language_wanted(request) if is_page else ENGLISH):
            answer = self.handler(request)
            if is_page:
                answer.headers.setdefault("Content-Language", spoken())
                patch_vary_headers(answer, ("Accept-Language",))
        return answer

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        if not _lets_in_by_itself(request) and request.user.is_authenticated:
            speak_to(request.user)


class PersonalFormats:
    """Words numbers, days and times of pages in the format and the time zone that their reader chose.

    The API answers programs, and everybody alike. What day it is stays the organisation's (`clock.today`).
    """

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # What a view's user chose is set when the view is known, and taken back here.
        with formats.using(""), timezone.override(None):
            return self.handler(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        user = request.user
        if user.is_authenticated and not _lets_in_by_itself(request):
            formats.choose(user.formats)
            zone = zone_of(user.time_zone)
            if zone is not None:
                timezone.activate(zone)


class TranslatedErrors:
    """Turns the errors that the domain raises on purpose into answers for people."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handler(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        found = foreseen(error)
        return translated(request, found) if found is not None else None


def _with_next(sign_in: str, request: HttpRequest) -> str:
    wanted = request.get_full_path() if request.method == "GET" else ""
    htmx = getattr(request, "htmx", None)
    if htmx:
        wanted = htmx.current_url_abs_path or ""
    if wanted in ("", "/"):
        return sign_in
    query = QueryDict(mutable=True)
    query[REDIRECT_FIELD_NAME] = wanted
    return f"{sign_in}?{query.urlencode(safe='/')}"
