"""One person: where they work, whom they report to, what they answer for; added, changed and removed."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoshin.accounts.access import Actor, Right, require
from hoshin.base import clock
from hoshin.base.errors import Conflict, NotFound
from hoshin.measures.policies import measures_visible_to
from hoshin.org.models import Person
from hoshin.org.policies import people_visible_to, units_visible_to
from hoshin.org.positions import managers_above, positions_of
from hoshin.org.selectors import person_by_employee_id
from hoshin.org.services import add_person, change_person, remove_person
from hoshin.strategy.policies import objectives_visible_to
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.htmx import render
from hoshin.web.organisation.forms import PersonForm, stored
from hoshin.web.organisation.removal import before_removing_person
from hoshin.web.organisation.saving import form_answer, goes_to, gone, latest, removal_answer, saved
from hoshin.web.page_parts import parts_for

LISTED = 20


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """A person with their place in the organisation and what they own, supply and head; their goals come in behind it."""
    actor = actor_of(request)
    found = people_visible_to(actor).select_related("unit", "manager").filter(employee_id__iexact=code.strip()).first()
    person = found or person_by_employee_id(actor, code)
    objectives = objectives_visible_to(actor).filter(owner=person, commitment=None).order_by("code")
    measures = measures_visible_to(actor).order_by("code")
    day, positions = _day_asked(request), positions_of(actor, person)
    context = {
        "person": person,
        "positions": positions,
        "day": day,
        "then": next((one for one in positions if day and one.holds_on(day)), None),
        "above": managers_above(actor, person, day),
        "today": clock.today(),
        "heads": list(person.heads.order_by("code")[: LISTED + 1]),
        "reports": list(person.reports.order_by("name", "id")[: LISTED + 1]),
        "objectives": list(objectives[: LISTED + 1]),
        "measures": list(measures.filter(owner=person)[: LISTED + 1]),
        "supplied": list(measures.filter(supplier=person).exclude(owner=person)[: LISTED + 1]),
        "listed": LISTED,
        "parts": parts_for(actor, "person"),
        "may_edit": actor.has(Right.EDIT_PLAN),
        "may_see_trail": actor.has(Right.SEE_AUDIT),
    }
    return render(request, "organisation/person.html", None, context)


def _day_asked(request: HttpRequest) -> date | None:
    """The day for which the address asks; None, which is today, where it asks for none."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add somebody, to a unit where the address names one; oneself where it says so."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    unit = units_visible_to(actor).filter(code__iexact=request.GET.get("unit", "")).first()
    initial = {"unit": unit.pk if unit else None, "fte": "1"}
    if "me" in request.GET:
        initial |= {"name": actor.name, "email": request.user.email}
    form, before = PersonForm(request.POST or None, actor=actor, initial=initial), latest(request)
    made = saved(request, form, lambda values: add_person(actor, **values)) if request.method == "POST" else None
    place = made.unit if made is not None else unit
    # To their unit, where the next one is added, and which stays if this one is taken back.
    back = reverse("unit", args=[place.code]) if place else reverse("organisation")
    if made is not None:
        return goes_to(request, back, _("%(name)s is added.") % {"name": made.name}, before)
    return form_answer(request, form, _("Add a person"), back, save=_("Add the person"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of a person; move them to another unit."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    person, before = _person(actor, pk), latest(request)
    form = PersonForm(request.POST or None, actor=actor, pk=pk, initial=stored(person, PersonForm))

    def write(values: dict[str, Any]) -> Person:
        return change_person(actor, person=person, version=form.cleaned_data["version"], **values)

    back = reverse("person", args=[person.employee_id])
    try:
        fresh = saved(request, form, write) if request.method == "POST" else None
    except Conflict as error:
        return conflict_answer(request, error, form, stored(_person(actor, pk), PersonForm), request.path, back)
    if fresh is not None:
        page = reverse("person", args=[fresh.employee_id])
        return goes_to(request, page, _("%(name)s is saved.") % {"name": fresh.name}, before)
    return form_answer(request, form, person.name, back, remove=reverse("person_remove", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first, naming what is left without them; then remove."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    person, before = _person(actor, pk), latest(request)
    if request.method != "POST":
        back = reverse("person", args=[person.employee_id])
        return removal_answer(request, before_removing_person(actor, person), back)
    unit = person.unit
    remove_person(actor, person=person)
    return gone(request, person.name, before, reverse("unit", args=[unit.code]) if unit else None)


def _person(actor: Actor, pk: int) -> Person:
    found = people_visible_to(actor).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise NotFound("person", str(pk))
    return found
