"""Days off of the whole, of units and of places: kept by whoever keeps units and people."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.access import Right, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base import clock
from hoshin.base.errors import Invalid, NotFound
from hoshin.org.policies import holidays_visible_to
from hoshin.org.services import add_holiday, remove_holiday
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.found_field import FoundField
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.way_back import undo_since

MOST = 500
_BACK = timedelta(days=90)


class HolidayForm(forms.Form):
    """A day off, for a unit or a location, or with neither for everybody."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput({"type": "date"}))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    unit = FoundField("units", label=gettext_lazy("For a unit and all below it"))
    location = forms.CharField(label=gettext_lazy("For a location"), max_length=200, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The days off from a while ago on, and adding one."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    form, before = HolidayForm(request.POST or None), own_latest_change(actor)
    form.fields["unit"].bind_to(actor, "unit")  # type: ignore[attr-defined]  # a field that finds
    if form.is_valid():
        try:
            added = add_holiday(actor, **form.cleaned_data)
        except Invalid as found:
            place_problems(form, found)
        else:
            notice(request, _("%(name)s is a day off.") % {"name": added.name}, undo_since(actor, before))
            return redirect(request, "holidays")
    rows = holidays_visible_to(actor).filter(day__gte=clock.today() - _BACK).select_related("unit")[:MOST]
    context = {"form": form, "rows": rows}
    return render(request, "organisation/holidays.html", None, context, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it be a day like others."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    found = holidays_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound("day off", str(pk))
    before = own_latest_change(actor)
    remove_holiday(actor, holiday=found)
    notice(request, _("%(name)s is a day like others.") % {"name": found.name}, undo_since(actor, before))
    return redirect(request, "holidays")
