"""That something is off track is accepted for a time, in a dialog or on a page of its own; and accepted no more."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.actions.policies import require_may_accept
from hoshin.actions.selectors import deviation_by_number
from hoshin.actions.services import accept_deviation, withdraw_deviation
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.commentary.policies import readers_of
from hoshin.web.access import actor_of
from hoshin.web.actions.about import about_thing
from hoshin.web.actions.forms import AcceptForm
from hoshin.web.forms import place_problems
from hoshin.web.htmx import is_htmx, notice, redirect, refresh, render
from hoshin.web.jinja import url
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Accept until a day that a measure or an objective is off track."""
    about = about_thing(request, kind, code)
    require_may_accept(about.actor, about.thing, about.unit)
    form = AcceptForm(request.POST or None, initial={"unit": about.unit_code})
    if request.method == "POST" and form.is_valid():
        before, data = own_latest_change(about.actor), form.cleaned_data
        try:
            row = accept_deviation(
                about.actor, thing=about.thing, unit=about.unit, reason=data["reason"], ends_on=data["ends_on"]
            )
        except Invalid as error:
            place_problems(form, error)
        else:
            text = _("Accepted until %(day)s. Then the time to react begins anew.") % {
                "day": Period.parse(row.ends_on.isoformat()).label
            }
            notice(request, text, undo_since(about.actor, before))
            return refresh(request) if is_htmx(request) else redirect(request, about.page)
    context = {
        "about": about,
        "form": form,
        "readers": readers_of(about.thing),
        "form_url": url("deviation_new", kind, about.thing.code),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "actions/accept.html", "actions/_accept.html", context, status)


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Accept it no more, from now on."""
    actor = actor_of(request)
    row, before = deviation_by_number(actor, number), own_latest_change(actor)
    withdraw_deviation(actor, deviation=row)
    notice(request, _("Accepted no more"), undo_since(actor, before))
    return refresh(request, url(row.kind, row.thing.code))
