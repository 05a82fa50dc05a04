"""Cycles of reviews: what concerns the reader, how far each cycle is, and preparing, trying and launching one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import require
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.base.paging import counted_page
from hoshin.base.whole_numbers import whole_number
from hoshin.org.selectors import person_of
from hoshin.reviews.models import CycleState, FormState, ReviewCycle
from hoshin.reviews.policies import ReviewRight
from hoshin.reviews.population import preview_of
from hoshin.reviews.questions import ReviewSource, questions_from
from hoshin.reviews.selectors import (
    FormsWished,
    appeals_waiting,
    asked_about_oneself,
    cycle_by_code,
    cycles_listed,
    forms_listed,
    groups_of,
    groups_to_look_at,
    launch_of,
    may_ask_others_in,
    may_see_states,
    outside_cycles,
    outside_listed,
    outside_named,
    outside_to_agree,
    own_results,
    own_reviews,
    people_left_over,
    results_listed,
    states_of,
    still_open,
    templates_listed,
    times_told,
    with_answers,
)
from hoshin.reviews.services import (
    close_writing,
    launch_cycle,
    packs_in,
    preview_formula,
    remind_writers,
    remove_cycle,
    save_cycle,
)
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.reviews.forms import ReviewCycleForm, formula_inputs

A_PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits for the reader first, then all cycles."""
    actor = actor_of(request)
    context = {
        "own": own_reviews(actor),
        "outside_in": outside_cycles(actor),
        "outside_to_agree": outside_to_agree(actor),
        "results": own_results(actor),
        "groups": groups_to_look_at(actor),
        "appeals": appeals_waiting(actor),
        "rows": counted_page(cycles_listed(actor), request.GET.get("page", 1), size=A_PAGE),
        "may_run": actor.has(ReviewRight.RUN),
    }
    return render(request, "reviews/index.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Prepare a cycle; nothing is handed out before it is launched."""
    return _form_page(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a cycle that was not launched."""
    cycle = cycle_by_code(actor_of(request), code)
    if cycle.state != CycleState.DRAFT:
        raise Denied(_("This cycle was launched: what it promised does not change."))
    return _form_page(request, cycle)


def _form_page(request: HttpRequest, cycle: ReviewCycle | None) -> HttpResponse:
    actor = actor_of(request)
    require(actor, ReviewRight.RUN)
    form = ReviewCycleForm(request.POST or None, actor=actor, own=templates_listed(actor), cycle=cycle)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_cycle(actor, plan=form.plan, cycle=cycle, version=form.cleaned_data["version"])
        except Invalid as error:
            place_problems(form, error)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        else:
            notice(request, _("It is prepared. Nobody sees it before it is launched."))
            return redirect(request, "review_cycle", saved.code)
    context = {"form": form, "cycle": cycle, "inputs": formula_inputs()}
    return render(request, "reviews/cycle_form.html", context=context, status=422 if form.errors else 200)


@require_POST
def formula(request: HttpRequest) -> HttpResponse:
    """What a formula would have given in the cycle before; for the form in which it is written."""
    context: dict[str, Any] = {"problems": [], "preview": None, "cycle": None}
    try:
        cycle, preview = preview_formula(actor_of(request), formula=request.POST.get("formula", ""))
        context |= {"cycle": cycle, "preview": preview}
    except Invalid as error:
        context["problems"] = [f"{problem.message} {problem.remedy}".strip() for problem in error.problems]
    return render(request, "reviews/_formula.html", context=context)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """What a cycle promised and how far it is: one table of all forms that the reader may know of."""
    actor = actor_of(request)
    cycle = cycle_by_code(actor, code)
    asked = request.GET
    wished = FormsWished(asked.get("q", ""), asked.get("state", ""), asked.get("source", ""), "late" in asked)
    context: dict[str, Any] = {
        "cycle": cycle,
        "questions": questions_from(cycle.questions),
        "may_run": actor.has(ReviewRight.RUN),
        "wished": wished,
        "sources": _sources(cycle),
        "states": FormState.choices,
        "launch": launch_of(cycle),
        "preview": None,
        "rows": None,
        "asked": [],
        "asked_outside": [],
        "groups": [],
        "has_results": False,
    }
    if cycle.state == CycleState.DRAFT:
        context["preview"] = preview_of(cycle)
    elif may_see_states(actor):
        page = counted_page(forms_listed(actor, cycle, wished), asked.get("page", 1), size=A_PAGE)
        context |= {
            "rows": page,
            "counts": states_of(actor, cycle),
            "times": times_told(cycle),
            "outside": outside_listed(actor, cycle),
            "may_ask_others": may_ask_others_in(actor, cycle),
        }
    if cycle.state != CycleState.DRAFT and (own := person_of(actor)) is not None:
        context["asked"] = asked_about_oneself(actor, cycle)
        context["asked_outside"] = outside_named(actor, cycle, own) if cycle.has_outside else []
    if cycle.state in (CycleState.CALIBRATING, CycleState.RELEASED):
        may_group = actor.has(ReviewRight.RUN) and cycle.state == CycleState.CALIBRATING
        context |= {
            "groups": groups_of(actor, cycle),
            "left_over": people_left_over(actor, cycle).count() if may_group else 0,
            "has_results": results_listed(actor, cycle).exists(),
        }
    return render(request, "reviews/cycle.html", context=context)


def _sources(cycle: ReviewCycle) -> list[tuple[str, Any]]:
    """Who may write in a cycle, with their names; few cycles ask the last two."""
    left_out = {ReviewSource.OUTSIDE: not cycle.has_outside, ReviewSource.OTHER: not cycle.has_others}
    return [(source, label) for source, label in ReviewSource.choices if not left_out.get(ReviewSource(source))]


@require_safe
def try_out(request: HttpRequest, code: str) -> HttpResponse:
    """A form of a cycle as whoever writes it will see it. Nothing that is typed there is kept or sent."""
    actor = actor_of(request)
    require(actor, ReviewRight.RUN)
    cycle = cycle_by_code(actor, code)
    source = request.GET.get("as", ReviewSource.MANAGER)
    source = source if source in ReviewSource.values else ReviewSource.MANAGER.value
    asked = [question for question in questions_from(cycle.questions) if question.asks(source)]
    context = {
        "cycle": cycle,
        "source": ReviewSource(source),
        "rows": with_answers(asked, None),
        "sources": _sources(cycle),
    }
    return render(request, "reviews/try.html", context=context)


@require_POST
def launch(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the forms."""
    actor = actor_of(request)
    cycle = cycle_by_code(actor, code)
    launch_cycle(actor, cycle=cycle, version=_version(request))
    notice(request, _("It is launched: forms are being handed out."))
    return redirect(request, "review_cycle", cycle.code)


@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    """Remove a cycle that was not launched."""
    actor = actor_of(request)
    remove_cycle(actor, cycle=cycle_by_code(actor, code))
    notice(request, _("It is removed."))
    return redirect(request, "reviews")


@require_POST
def remind(request: HttpRequest, code: str) -> HttpResponse:
    """Remind everybody for whom a form waits."""
    actor = actor_of(request)
    cycle = cycle_by_code(actor, code)
    count = remind_writers(actor, cycle=cycle)
    said = ngettext("%(count)s person is reminded.", "%(count)s people are reminded.", count)
    notice(request, said % {"count": count})
    return redirect(request, "review_cycle", cycle.code)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Look at what is not handed in and who still has time, then take no more forms and compute what came of them."""
    actor = actor_of(request)
    cycle = cycle_by_code(actor, code)
    require(actor, ReviewRight.RUN)
    problem = ""
    if request.method == "POST":
        try:
            close_writing(actor, cycle=cycle, version=_version(request))
        except (Conflict, Invalid) as error:
            problem = str(error)
        else:
            notice(request, _("Writing has ended, and results are there to be looked at together."))
            return redirect(request, "review_cycle", cycle.code)
    context = {"cycle": cycle, "left": still_open(actor, cycle), "problem": problem}
    return render(request, "reviews/end.html", context=context, status=422 if problem else 200)


@require_safe
def thin_evidence(request: HttpRequest, code: str) -> HttpResponse:
    """Of how many people too little evidence is there: it asks for everybody's, and so comes in behind the page."""
    actor = actor_of(request)
    cycle = cycle_by_code(actor, code)
    packs = packs_in(actor, cycle)
    if cycle.state != CycleState.WRITING:
        return redirect(request, "review_cycle", cycle.code)
    context = {"cycle": cycle, "people": len(packs), "thin": sum(pack.is_thin for pack in packs.values())}
    return render(request, "reviews/thin_evidence.html", "reviews/_thin_evidence.html", context)


def _version(request: HttpRequest) -> int | None:
    text = request.POST.get("version", "")
    return whole_number(text, 8)
