"""Signing in and out, and choosing a password through a one-time link."""

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.access import Actor
from hoshin.accounts.devices import COOKIE, KEPT_SECONDS, device_in, mark_for
from hoshin.accounts.letters import can_send
from hoshin.accounts.links import PLACES
from hoshin.accounts.models import User
from hoshin.accounts.selectors import tokens_of
from hoshin.accounts.services import (
    ask_for_password_link,
    note_browser_language,
    set_password_by_link,
    user_of_password_link,
)
from hoshin.accounts.tries import TooSoon, begin_try
from hoshin.base.errors import Invalid, NotFound
from hoshin.demo import DEMO_PASSWORD, logins_here
from hoshin.web.access import actor_of, open_to_strangers
from hoshin.web.accounts.forms import Forgotten, PasswordWithTokens, SignIn
from hoshin.web.clients import address_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.landing import landing_page
from hoshin.web.languages import browser_language


@open_to_strangers
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page. After several failures further tries have to wait, from this address or this device."""
    if request.user.is_authenticated:
        return redirect(request, _wanted(request))
    form, seconds = SignIn(request.POST or None), 0
    if form.is_valid():
        try:
            user = _tried(request, **form.cleaned_data)
        except TooSoon as error:
            form.add_error(None, str(error))
            seconds = error.seconds
        else:
            if user is not None:
                return _signed_in(request, user)
            form.add_error(None, _("E-mail and password do not belong together, or this user may not sign in."))
    next_page = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    context = {"form": form, "next": next_page, "can_send": can_send()}
    context |= {"logins": logins_here(), "password": DEMO_PASSWORD}
    status = 429 if seconds else 422 if form.errors else 200
    answer = render(request, "accounts/sign_in.html", None, context, status=status)
    if seconds:
        answer["Retry-After"] = str(seconds)
    return answer


def _tried(request: HttpRequest, username: str, password: str) -> User | None:
    """The user whose password that is. TooSoon: it was not looked at."""
    device = device_in(request.COOKIES.get(COOKIE, ""), username)
    counted = begin_try(username, address=address_of(request), device=device)
    user = authenticate(request, username=username, password=password)
    if user is not None:
        counted.succeeded()
    return user  # type: ignore[return-value]  # the only backend knows users of ours alone


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    """Sign somebody in, and have their device remember that."""
    login(request, user, settings.AUTHENTICATION_BACKENDS[0])
    note_browser_language(Actor.of(user, "web"), browser_language(request))
    answer = redirect(request, _wanted(request))
    answer.set_cookie(
        COOKIE,
        mark_for(user.email),
        max_age=KEPT_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


@open_to_strangers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a mail with a one-time link; the answer is the same whether there is such a user or not."""
    if not can_send():
        raise NotFound("page for forgotten passwords: this installation sends no mail")
    form = Forgotten(request.POST or None)
    is_sent = form.is_valid()
    if is_sent:
        page = request.build_absolute_uri(reverse("password_link", args=PLACES))
        ask_for_password_link(Actor.system("web"), email=form.cleaned_data["email"], page=page)
    context = {"form": form, "is_sent": is_sent}
    return render(request, "accounts/forgotten.html", None, context, status=422 if form.errors else 200)


@open_to_strangers
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(request, "sign_in")


@open_to_strangers
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def password_link(request: HttpRequest, user_part: str, token: str) -> HttpResponse:
    """Choose a password; whoever holds the link is signed in with it."""
    user = user_of_password_link(user_part, token)
    form = PasswordWithTokens(request.POST or None)
    own = Actor.of(user, "web")
    if form.is_valid():
        try:
            user = set_password_by_link(own, user_part=user_part, token=token, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Your password is set."))
            return _signed_in(request, user)
    status = 422 if form.errors else 200
    has_tokens = tokens_of(own).filter(is_revoked=False).exists()
    context = {"form": form, "user_name": user.name, "has_tokens": has_tokens}
    return render(request, "accounts/password_link.html", None, context, status=status)


def _wanted(request: HttpRequest) -> str:
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else landing_page(actor_of(request))
