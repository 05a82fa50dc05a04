"""The page that makes the first administrator, and what to start from after it."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.services import create_first_administrator
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.demo import DEMO_PASSWORD
from hoshin.org.selectors import organisation
from hoshin.org.services import save_organisation
from hoshin.strategy.policies import plans_visible_to
from hoshin.web.access import actor_of, has_users, open_to_strangers
from hoshin.web.addresses import address_or_none
from hoshin.web.first_run.demo_loading import told_while_loading
from hoshin.web.first_run.forms import FirstRun
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render


@open_to_strangers
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """Name the organisation and become its administrator; only while nobody can sign in."""
    if has_users():
        return redirect(request, "sign_in")
    form = FirstRun(request.POST or None)
    if form.is_valid():
        given = dict(form.cleaned_data)
        name = given.pop("organisation")
        try:
            with act(Actor.system("web"), "set_up", organisation=name):
                user = create_first_administrator(Actor.system("web"), **given)
                save_organisation(Actor.of(user, "web"), name=name)
        except Invalid as error:
            place_problems(form, error)
        else:
            login(request, user, settings.AUTHENTICATION_BACKENDS[0])
            notice(request, _("Welcome, %(name)s.") % {"name": user.name})
            return redirect(request, "first_steps")
    return render(request, "first_run/first_run.html", None, {"form": form}, status=422 if form.errors else 200)


@require_GET
def first_steps(request: HttpRequest) -> HttpResponse:
    """What to start from: a workbook, a template, or the demonstration."""
    actor = actor_of(request)
    require(actor, Right.IMPORT)
    is_empty = not plans_visible_to(actor).exists()
    context = {
        "organisation": organisation(),
        "is_empty": is_empty,
        "exchange": address_or_none("exchange"),
        "templates": address_or_none("templates"),
        "plan_edit": address_or_none("plan_new" if is_empty else "plan_edit"),
        "may_load_demo": actor.has(Right.MANAGE_USERS),
        "demo_password": DEMO_PASSWORD,
    }
    return render(request, "first_run/first_steps.html", None, context)


@require_POST
def first_run_demo(request: HttpRequest) -> StreamingHttpResponse:
    """Fill the empty installation with the demonstration; the page grows while it loads and ends with a link."""
    actor = actor_of(request)
    require(actor, Right.MANAGE_USERS)
    require(actor, Right.EDIT_SETTINGS)
    if plans_visible_to(actor).exists():
        raise Invalid(
            _("There is a plan here already."), remedy=_("The demonstration needs an installation of its own.")
        )
    answer = StreamingHttpResponse(told_while_loading(request, actor))
    # Compression would hold the lines back until there is enough to compress.
    answer["Content-Encoding"] = "identity"
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"
    return answer
