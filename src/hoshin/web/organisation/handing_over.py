"""Handing over what is somebody's: shown first, thing by thing, then done in one step; and who has left with something."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hoshin.accounts.access import Actor, Right, require
from hoshin.base import clock
from hoshin.base.errors import Invalid, NotFound
from hoshin.base.paging import counted_page
from hoshin.org.belongings import belongings, counts_of_things, things_of
from hoshin.org.leavers import AHEAD, leavers_with_things
from hoshin.org.models import Person
from hoshin.org.policies import people_visible_to
from hoshin.org.services import hand_over
from hoshin.org.services.handing_over import MOST
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.found_field import FoundField
from hoshin.web.htmx import render
from hoshin.web.organisation.saving import goes_to, latest
from hoshin.web.organisation.tree import PEOPLE_A_PAGE

_SHOWN = 100


class HandOver(forms.Form):
    to = FoundField("people", label=gettext_lazy("To whom"), required=True)

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, **named)
        to = self.fields["to"]
        assert isinstance(to, FoundField)
        to.bind_to(actor, "to")


@require_http_methods(["GET", "HEAD", "POST"])
def hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is theirs, chosen unless somebody takes it out, and the field that says to whom it goes."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    person, before = _person(actor, pk), latest(request)
    form, things = HandOver(request.POST or None, actor=actor), _chosen(request)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        try:
            count = hand_over(actor, person=person, to=to, things=things)
        except Invalid as error:
            place_problems(form, error)
        else:
            words = ngettext("%(count)s thing goes to %(name)s.", "%(count)s things go to %(name)s.", count)
            page = reverse("person", args=[person.employee_id])
            return goes_to(request, page, words % {"count": count, "name": to.name}, before)
    found = things_of(actor, person, _SHOWN + 1)
    theirs = [(kind, rows) for kind in belongings().values() if (rows := found[kind.code])]
    context = {
        "person": person,
        "form": form,
        "theirs": [(kind, rows[:_SHOWN], len(rows) > _SHOWN) for kind, rows in theirs],
        "has_talks": any(kind.is_for_good for kind, _rows in theirs),
        "chosen": things,
        "is_first": request.method != "POST",
        "most": MOST,
    }
    return render(request, "organisation/hand_over.html", None, context, status=422 if form.errors else 200)


@require_safe
def leavers(request: HttpRequest) -> HttpResponse:
    """People who have left, or leave within a month, and still own something."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    found = leavers_with_things(actor, ahead=AHEAD + timedelta(days=1)).select_related("unit")
    page = counted_page(found, request.GET.get("page", ""), size=PEOPLE_A_PAGE)
    context = {"page": page, "today": clock.today(), "counts": counts_of_things(actor, [row.pk for row in page.rows])}
    return render(request, "organisation/leavers.html", None, context)


def _chosen(request: HttpRequest) -> dict[str, list[int]]:
    """What the form names, as "kind:number"."""
    found: dict[str, list[int]] = {}
    for one in request.POST.getlist("thing")[: MOST + 1]:
        kind, _colon, number = one.partition(":")
        if number.isascii() and number.isdecimal() and len(number) < 18:
            found.setdefault(kind, []).append(int(number))
    return found


def _person(actor: Actor, pk: int) -> Person:
    found = people_visible_to(actor).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise NotFound("person", str(pk))
    return found
