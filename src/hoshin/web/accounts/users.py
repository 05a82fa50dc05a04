"""The users of the installation, their roles, and the one-time links that let them in."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.letters import can_send
from hoshin.accounts.links import PLACES
from hoshin.accounts.models import Role, User, UserStanding
from hoshin.accounts.selectors import access_table, tokens_of, user_by_id, users_found
from hoshin.accounts.services import add_user, change_user, make_password_link
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.paging import counted_page
from hoshin.org.selectors import person_of
from hoshin.web.access import actor_of
from hoshin.web.accounts.forms import ChangedUser, NewUser
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.page_parts import parts_for

PAGE = 50


@require_GET
def users(request: HttpRequest) -> HttpResponse:
    """Users found by name, e-mail, role and state, sorted by a column."""
    text, role, state, order = (request.GET.get(name, "") for name in ("q", "role", "state", "sort"))
    found = users_found(actor_of(request), text=text, role=role, state=state, order=order or "name")
    context = {
        "page": counted_page(found, request.GET.get("page", ""), size=PAGE),
        "roles": Role,
        "text": text,
        "role": role,
        "state": state,
        "order": order or "name",
        "access": access_table(),
        "standings": UserStanding,
    }
    return render(request, "accounts/users.html", "accounts/users_found.html", context)


@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """Which role may do what, in words; open to everybody who has one."""
    require(actor_of(request), Right.SEE)
    return render(request, "accounts/roles.html", None, {"access": access_table(), "standings": UserStanding})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_user(request: HttpRequest) -> HttpResponse:
    """Add a user; the answer shows the one-time link to hand over."""
    actor = actor_of(request)
    require(actor, Right.MANAGE_USERS)
    form = NewUser(request.POST or None)
    if form.is_valid():
        try:
            added = add_user(actor, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            return _link_page(request, actor, added)
    return render(request, "accounts/new_user.html", None, {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def user(request: HttpRequest, user_id: int) -> HttpResponse:
    """One user: name, e-mail, role, whether they may sign in; their tokens."""
    actor = actor_of(request)
    found = user_by_id(actor, user_id)
    fields = ("name", "email", "role", "is_active", "version")
    form = ChangedUser(request.POST or None, initial={name: getattr(found, name) for name in fields})
    if form.is_valid():
        try:
            changed = change_user(actor, user=found, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("%(name)s is saved.") % {"name": changed.name})
            return redirect(request, "users")
    person = person_of(Actor.of(found, "web"))
    context = {
        "form": form,
        "shown": found,
        "person": person,
        # Whoever is a person has all of this on the page of the person.
        "parts": [] if person else parts_for(actor, "user"),
        "tokens": tokens_of(actor, found),
        "today": clock.today(),
    }
    return render(request, "accounts/user.html", None, context, status=422 if form.errors else 200)


@never_cache
@require_POST
def new_link(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show a one-time link with which the user chooses a new password."""
    actor = actor_of(request)
    return _link_page(request, actor, user_by_id(actor, user_id))


def _link_page(request: HttpRequest, actor: Actor, found: User) -> HttpResponse:
    page = request.build_absolute_uri(reverse("password_link", args=PLACES)) if can_send() else ""
    parts = make_password_link(actor, user=found, page=page)
    link = request.build_absolute_uri(reverse("password_link", args=parts))
    context = {"link": link, "shown": found, "can_send": can_send()}
    return render(request, "accounts/new_link.html", None, context)
