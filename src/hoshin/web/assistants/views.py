"""The page of one's assistants: who asks in one's name, with what, until when, and what was asked lately."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.assistants.selectors import asked_lately, grant_by_id, grants_of_others, own_grants
from hoshin.assistants.services import grant_assistant, revoke_assistant
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.web.access import actor_of
from hoshin.web.assistants.forms import NewGrant
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, refresh, render


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """All of it. The answer to a new grant is the only page that ever shows its secret."""
    form = NewGrant(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            grant, secret = grant_assistant(actor_of(request), **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        else:
            return _page(request, NewGrant(), granted=grant, secret=secret)
    return _page(request, form)


@require_POST
def revoke(request: HttpRequest, grant_id: int) -> HttpResponse:
    actor = actor_of(request)
    grant = grant_by_id(actor, grant_id)
    revoke_assistant(actor, grant=grant)
    notice(request, _("%(name)s may ask no more.") % {"name": grant.name})
    return refresh(request, otherwise="assistants")


def _page(request: HttpRequest, form: NewGrant, **given: Any) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "form": form,
        "grants": list(own_grants(actor)),
        "others": list(grants_of_others(actor)),
        "asked": asked_lately(actor),
        "today": clock.today(),
        "address": f"{settings.SITE_URL}{reverse('mcp')}",
        "secret": "",
    } | given
    return render(request, "assistants/page.html", None, context, status=422 if form.errors else 200)
