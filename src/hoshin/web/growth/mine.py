"""Where somebody stands: one's own page, and those of people above whom one stands or of whose unit one is HR."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import Actor
from hoshin.base.errors import Conflict, Invalid
from hoshin.growth.models import LEVELS
from hoshin.growth.policies import (
    GrowthRight,
    job_roles_visible_to,
    may_write_growth_of,
    people_whose_growth_is_seen,
    require_may_write_growth_of,
)
from hoshin.growth.selectors import (
    evidence_by_number,
    person_growing,
    person_growing_by_number,
    standing_of,
    what_shows,
)
from hoshin.growth.services import add_evidence, assess_skills, remove_evidence, set_aim
from hoshin.growth.services.standing import SkillSaid
from hoshin.org.models import Person
from hoshin.org.selectors import own_reports, person_by_employee_id, person_of
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.growth.planning import AimForm, AssessForm, EvidenceForm
from hoshin.web.htmx import is_htmx, notice, redirect, render
from hoshin.web.jinja import url
from hoshin.web.page_parts import PagePart


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """One's own, and the way to those of one's people."""
    actor = actor_of(request)
    person = person_of(actor)
    if person is None:
        return render(request, "growth/nobody.html")
    reports = list(own_reports(actor).order_by("name", "pk")[:50])
    return _page(request, actor, person, writes=actor.has(GrowthRight.GROW), reports=reports)


@require_safe
def of_person(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody's, for who may see it."""
    actor = actor_of(request)
    return _page(request, actor, person_growing(actor, code))


def _page(
    request: HttpRequest, actor: Actor, person: Person, *, writes: bool | None = None, **more: Any
) -> HttpResponse:
    standing = standing_of(actor, person)
    writes = may_write_growth_of(actor, person) if writes is None else writes
    roles = list(job_roles_visible_to(actor).order_by("job_family", "pk")) if writes else []
    context = {
        "standing": standing,
        "person": person,
        "is_own": person.user_id is not None and person.user_id == actor.user_id,
        "writes": writes,
        "aim": AimForm(roles=roles, initial=_aim(standing.plan)) if writes else None,
        "reports": [],
        **more,
    }
    return render(request, "growth/standing.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how well somebody has each competency; what is left open is not said."""
    actor = actor_of(request)
    person = person_growing_by_number(actor, pk)
    own = require_may_write_growth_of(actor, person)
    standing = standing_of(actor, person)
    form = AssessForm(request.POST or None, skills=standing.skills, is_own=own == person)
    if request.method == "POST" and form.is_valid():
        said = [SkillSaid(*one) for one in form.said]
        try:
            assess_skills(actor, person=person, said=said)
        except Invalid as error:
            place_problems(form, error)
        else:
            kept = ngettext("Kept: %(count)s competency.", "Kept: %(count)s competencies.", len(said))
            notice(request, kept % {"count": len(said)})
            return redirect(request, *_place(actor, person))
    context = {"form": form, "person": person, "is_own": own == person, "levels": LEVELS}
    return render(request, "growth/assess.html", context=context, status=422 if form.errors else 200)


@require_POST
def aim(request: HttpRequest, pk: int) -> HttpResponse:
    """Say where somebody wants to go."""
    actor = actor_of(request)
    person = person_growing_by_number(actor, pk)
    roles = list(job_roles_visible_to(actor).order_by("job_family", "pk"))
    form = AimForm(request.POST, roles=roles)
    if not form.is_valid():
        return _page(request, actor, person, aim=form)
    try:
        set_aim(actor, person=person, version=form.cleaned_data["version"], **form.values)
    except Conflict as conflict:
        theirs = _aim(standing_of(actor, person).plan)
        return conflict_answer(request, conflict, form, theirs, request.path, url(*_place(actor, person)))
    notice(request, _("Saved"))
    return redirect(request, *_place(actor, person))


@require_http_methods(["GET", "HEAD", "POST"])
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """What shows the competencies of somebody, and adding to it."""
    actor = actor_of(request)
    person = person_growing_by_number(actor, pk)
    writes = may_write_growth_of(actor, person)
    form = EvidenceForm(request.POST or None, actor=actor, person=person)
    if request.method == "POST":
        require_may_write_growth_of(actor, person)
        if form.is_valid():
            try:
                add_evidence(actor, person=person, **form.values)
            except Invalid as error:
                place_problems(form, error)
            else:
                notice(request, _("Kept"))
                return redirect(request, "growth_shown", person.pk)
    context = {
        "person": person,
        "form": form if writes else None,
        "shown": what_shows(actor, person),
        "back": _place(actor, person),
        "is_own": person.user_id is not None and person.user_id == actor.user_id,
    }
    return render(request, "growth/shown.html", context=context, status=422 if form.errors else 200)


@require_POST
def remove_shown(request: HttpRequest, pk: int) -> HttpResponse:
    """Take evidence out."""
    actor = actor_of(request)
    row = evidence_by_number(actor, pk)
    remove_evidence(actor, evidence=row)
    notice(request, _("Removed"))
    return redirect(request, "growth_shown", row.person_id)


@require_safe
def on_person(request: HttpRequest, code: str) -> HttpResponse:
    """On a person's page the way to where they stand, for who may see it."""
    actor = actor_of(request)
    person = person_by_employee_id(actor, code)
    if not is_htmx(request):
        return redirect(request, url("person", person.employee_id))
    is_seen = people_whose_growth_is_seen(actor).filter(pk=person.pk).exists()
    return render(request, "growth/_of_person.html", context={"person": person, "is_seen": is_seen})


def _place(actor: Actor, person: Person) -> tuple[Any, ...]:
    is_own = person.user_id is not None and person.user_id == actor.user_id
    return ("growth",) if is_own else ("growth_of", person.employee_id)


def _aim(plan: Any) -> dict[str, Any]:
    if plan is None:
        return {"version": None}
    return {"wanted_role": plan.wanted_role.code if plan.wanted_role else "", "aim": plan.aim, "version": plan.version}


PARTS = (PagePart("growth_of_person", 35, GrowthRight.GROW),)
