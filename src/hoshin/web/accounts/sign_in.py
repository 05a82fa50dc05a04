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
from hoshin.accounts.letters import can_send
from hoshin.accounts.links import PLACES
from hoshin.accounts.services import ask_for_password_link, set_password_by_link, user_of_password_link
from hoshin.base.errors import Invalid, NotFound
from hoshin.web.access import BACKEND, open_to_strangers
from hoshin.web.accounts.forms import Forgotten, SignIn
from hoshin.web.addresses import address_or_none
from hoshin.web.forms import ChosenPassword, place_problems
from hoshin.web.htmx import notice, redirect, render


@open_to_strangers
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page. Too many failures are answered by the page of the lock instead."""
    wanted = _wanted(request)
    if request.user.is_authenticated:
        return redirect(request, wanted)
    form = SignIn(request.POST or None)
    if form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            login(request, user)
            return redirect(request, wanted)
        form.add_error(None, _("E-mail and password do not belong together, or this user may not sign in."))
    next_page = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    context = {"form": form, "next": next_page, "can_send": can_send()}
    return render(request, "accounts/sign_in.html", None, context, status=422 if form.errors else 200)


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
    form = ChosenPassword(request.POST or None)
    if form.is_valid():
        password = form.cleaned_data["password"]
        try:
            user = set_password_by_link(Actor.of(user, "web"), user_part=user_part, token=token, password=password)
        except Invalid as error:
            place_problems(form, error)
        else:
            login(request, user, backend=BACKEND)
            notice(request, _("Your password is set."))
            return redirect(request, _home())
    status = 422 if form.errors else 200
    return render(request, "accounts/password_link.html", None, {"form": form, "user_name": user.name}, status=status)


def _wanted(request: HttpRequest) -> str:
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else _home()


def _home() -> str:
    return address_or_none(settings.LOGIN_REDIRECT_URL) or address_or_none("profile") or "/"
