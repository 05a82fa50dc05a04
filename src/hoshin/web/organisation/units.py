"""One unit: its place, its head, its people; added, changed, moved and removed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.errors import Conflict, NotFound
from hoshin.base.paging import counted_page
from hoshin.base.words import begins_with
from hoshin.org.chart import LEVEL, units_above, units_below
from hoshin.org.models import Unit
from hoshin.org.policies import people_visible_to, units_visible_to
from hoshin.org.positions import heads_of
from hoshin.org.selectors import unit_by_code
from hoshin.org.services import add_unit, change_unit, remove_unit
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.htmx import render
from hoshin.web.kept import star_of
from hoshin.web.organisation.forms import UnitForm, stored
from hoshin.web.organisation.removal import before_removing_unit
from hoshin.web.organisation.saving import form_answer, goes_to, gone, latest, removal_answer, saved
from hoshin.web.organisation.tree import PEOPLE_A_PAGE, number_in
from hoshin.web.page_parts import parts_for


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """A unit with what it is part of, the units below it, and its people, searched and page by page."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()
    found = unit_by_code(actor, code)
    people = people_visible_to(actor).filter(unit=found).order_by("name", "id")
    if text:
        people = people.filter(begins_with(text, codes=("employee_id", "email")))
    level = number_in(request.GET.get("level"))
    context = {
        "unit": found,
        "head": people_visible_to(actor).filter(pk=found.head_id).first() if found.head_id else None,
        "past_heads": [one for one in heads_of(actor, found) if one.valid_to],
        "above": units_above(actor, found),
        "below": units_below(actor, [found.pk], skip=(level - 1) * LEVEL).get(found.pk),
        "level": level,
        "page": counted_page(people, request.GET.get("page", ""), size=PEOPLE_A_PAGE),
        "text": text,
        "parts": parts_for(actor, "unit"),
        "star": star_of(actor, "unit", found.pk),
        "may_edit": actor.has(Right.EDIT_PLAN),
        "may_see_trail": actor.has(Right.SEE_AUDIT),
    }
    return render(request, "organisation/unit.html", "organisation/_people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a unit, below another where the address names one."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    parent = units_visible_to(actor).filter(code__iexact=request.GET.get("parent", "")).first()
    initial = {"parent": parent.pk if parent else None}
    form, before = UnitForm(request.POST or None, actor=actor, initial=initial), latest(request)
    made = saved(request, form, lambda values: add_unit(actor, **values)) if request.method == "POST" else None
    above = made.parent if made is not None else parent
    # To what it stands in, where the next one is added, and which stays if this one is taken back.
    back = reverse("unit", args=[above.code]) if above else reverse("organisation")
    if made is not None:
        return goes_to(request, back, _("%(name)s is added.") % {"name": made.name}, before)
    return form_answer(request, form, _("Add a unit"), back, save=_("Add the unit"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a unit, move it, give it another head."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    unit = _unit(actor, pk)
    form, before = _form(actor, unit, request.POST or None), latest(request)

    def write(values: dict[str, Any]) -> Unit:
        return change_unit(actor, unit=unit, version=form.cleaned_data["version"], **values)

    try:
        fresh = saved(request, form, write) if request.method == "POST" else None
    except Conflict as error:
        now = stored(_unit(actor, pk), UnitForm)
        return conflict_answer(request, error, form, now, request.path, reverse("unit", args=[unit.code]))
    if fresh is not None:
        page = reverse("unit", args=[fresh.code])
        return goes_to(request, page, _("%(name)s is saved.") % {"name": fresh.name}, before)
    remove_at = reverse("unit_remove", args=[pk])
    return form_answer(request, form, unit.name, reverse("unit", args=[unit.code]), remove=remove_at)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first, naming what stands in it; then remove."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    unit, before = _unit(actor, pk), latest(request)
    if request.method != "POST":
        return removal_answer(request, before_removing_unit(actor, unit), reverse("unit", args=[unit.code]))
    above = units_above(actor, unit)
    remove_unit(actor, unit=unit)
    return gone(request, unit.name, before, reverse("unit", args=[above[-1].code]) if above else None)


def _unit(actor: Actor, pk: int) -> Unit:
    found = units_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound("unit", str(pk))
    return found


def _form(actor: Actor, unit: Unit, post: Any) -> UnitForm:
    return UnitForm(post, actor=actor, pk=unit.pk, initial=stored(unit, UnitForm))
