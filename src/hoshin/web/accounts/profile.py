"""One's own name, colours, password and tokens."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.selectors import own_user, token_by_id, tokens_of
from hoshin.accounts.services import change_profile, create_token, revoke_token, set_password
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.web.access import actor_of
from hoshin.web.accounts.forms import NewToken, OwnPassword, Profile
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, refresh, render
from hoshin.web.languages import speak_to

# On a page with other forms each field has an id of its own, or its label would name the other.
FIELD_IDS = "new_%s"


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    form = Profile(request.POST)
    if not form.is_valid():
        return _page(request, form=form)
    # The next page, and the notice on it, speak the language that was chosen.
    speak_to(change_profile(actor_of(request), **form.cleaned_data))
    notice(request, _("Your profile is saved."))
    return redirect(request, "profile")


@sensitive_post_parameters()
@require_POST
def own_password(request: HttpRequest) -> HttpResponse:
    """Set one's own password; other sessions of the same user end with it, this one goes on."""
    form = OwnPassword(request.POST)
    if form.is_valid():
        try:
            user = set_password(actor_of(request), **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            update_session_auth_hash(request, user)
            notice(request, _("Your password is set. You stay signed in here, and nowhere else."))
            return redirect(request, "profile")
    return _page(request, password_form=form)


@never_cache
@require_POST
def new_token(request: HttpRequest) -> HttpResponse:
    """Create a token. The answer is the only page that ever shows its secret."""
    form = NewToken(request.POST, auto_id=FIELD_IDS)
    if form.is_valid():
        try:
            token, secret = create_token(actor_of(request), **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            return _page(request, created=token, secret=secret)
    return _page(request, token_form=form)


@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    actor = actor_of(request)
    token = token_by_id(actor, token_id)
    revoke_token(actor, token=token)
    notice(request, _("The token “%(name)s” is revoked.") % {"name": token.name})
    return refresh(request, otherwise="profile")


def _page(request: HttpRequest, **given: Any) -> HttpResponse:
    actor = actor_of(request)
    user = own_user(actor)
    context = {
        "own": user,
        "form": Profile(initial={name: getattr(user, name) for name in Profile.base_fields}),
        "password_form": OwnPassword(),
        "token_form": NewToken(auto_id=FIELD_IDS),
        "tokens": tokens_of(actor),
        "has_tokens": tokens_of(actor).filter(is_revoked=False).exists(),
        "secret": "",
        "today": clock.today(),
    } | given
    has_errors = any(isinstance(form, Form) and form.errors for form in given.values())
    return render(request, "accounts/profile.html", None, context, status=422 if has_errors else 200)
