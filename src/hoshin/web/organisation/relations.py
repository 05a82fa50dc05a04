"""Dotted lines, and who is HR of which unit: granted by whoever manages users, for days and with a reason."""

from functools import partial
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.access import Right, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.paging import counted_page
from hoshin.base.words import begins_with
from hoshin.org.models import GrantedRelation, GrantedRelationKind
from hoshin.org.policies import granted_relations_visible_to
from hoshin.org.selectors import granted_relation_by_number
from hoshin.org.services import end_relation, grant_relation
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.found_field import FoundField
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.jinja import url
from hoshin.web.way_back import undo_since

A_PAGE = 50


class GrantForm(forms.Form):
    """What somebody is to a person or to a unit, from when until when, and why."""

    person = FoundField("people", label=gettext_lazy("Who"), required=True)
    to_person = FoundField("people", label=gettext_lazy("has a dotted line to"))
    to_unit = FoundField("units", label=gettext_lazy("or is HR of the unit, and of all below it"))
    valid_from = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput({"type": "date"}))
    valid_to = forms.DateField(
        label=gettext_lazy("Until, where the end is known"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=gettext_lazy("From this day on it holds no more."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        help_text=gettext_lazy("Read by whoever it is granted to, by whom it leads to, and by administrators."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        to_person, to_unit = said.pop("to_person", None), said.pop("to_unit", None)
        if not {"to_person", "to_unit"} & self.errors.keys():
            if (to_person is None) == (to_unit is None):
                self.add_error("to_person", _("Name either a person or a unit."))
            kind = GrantedRelationKind.DOTTED_LINE if to_unit is None else GrantedRelationKind.HR_OF_UNIT
            said |= {"relation": kind.value, "to": to_unit or to_person}
        return said


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """What was granted, as far as one sees it, what holds today first named; whoever manages users grants here."""
    actor = actor_of(request)
    form, before = GrantForm(request.POST or None, initial={"valid_from": clock.today()}), own_latest_change(actor)
    for name in ("person", "to_person", "to_unit"):
        form.fields[name].bind_to(actor, name)  # type: ignore[attr-defined]  # a field that finds
    if request.method == "POST":
        require(actor, Right.MANAGE_USERS)
    if form.is_valid():
        try:
            granted = grant_relation(actor, **form.cleaned_data)
        except Invalid as found:
            place_problems(form, found)
        else:
            notice(request, _("It is granted to %(name)s.") % {"name": granted.person.name}, undo_since(actor, before))
            return redirect(request, "relations")
    text, shown = request.GET.get("q", "").strip(), request.GET.get("shown", "")
    rows = _narrowed(granted_relations_visible_to(actor), text, shown)
    context = {
        "here": partial(url, "relations", q=text, shown=shown),
        "form": form if actor.has(Right.MANAGE_USERS) else None,
        "page": counted_page(rows, request.GET.get("page", ""), size=A_PAGE),
        "text": text,
        "shown": shown,
        "today": clock.today(),
    }
    return render(request, "organisation/relations.html", None, context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one hold no more, from a day on."""
    actor = actor_of(request)
    require(actor, Right.MANAGE_USERS)
    granted, before = granted_relation_by_number(actor, pk), own_latest_change(actor)
    form = EndForm(request.POST)
    if not form.is_valid():
        notice(request, _("Say from which day on it holds no more."))
        return redirect(request, "relations")
    try:
        ended = end_relation(actor, granted=granted, day=form.cleaned_data["on"], version=form.cleaned_data["version"])
    except Invalid as found:
        notice(request, str(found))
    else:
        said = {"name": ended.person.name, "day": form.cleaned_data["on"].isoformat()}
        notice(request, _("What %(name)s was granted ends on %(day)s.") % said, undo_since(actor, before))
    return redirect(request, "relations")


class EndForm(forms.Form):
    """From which day on a relation holds no more."""

    on = forms.DateField()
    version = forms.IntegerField(widget=forms.HiddenInput)


def _narrowed(rows: QuerySet[GrantedRelation], text: str, shown: str) -> QuerySet[GrantedRelation]:
    today = clock.today()
    if text:
        of_people = [begins_with(text, codes=("employee_id",), of=path) for path in ("person__", "to_person__")]
        rows = rows.filter(of_people[0] | of_people[1] | begins_with(text, of="to_unit__"))
    if shown == "ended":
        rows = rows.filter(valid_to__lte=today)
    elif shown != "all":
        rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=today))
    return rows.select_related("person", "to_person", "to_unit")
