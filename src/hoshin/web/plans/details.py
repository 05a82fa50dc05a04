"""A part of the plan in detail, as a page and as a dialog: everything that can be said of it, checked as one goes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.selectors import own_latest_change
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Conflict, Invalid, NotFound
from hoshin.measures.definitions import DEFINITIONS
from hoshin.scorecards.selectors import plan_scores_rewritten, roll_up_rewritten, scores_rewritten
from hoshin.strategy.definitions import PLAN_DEFINITIONS
from hoshin.strategy.parts import parts_of
from hoshin.strategy.services import create_plan, set_critical
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.plans import edits, serves
from hoshin.web.plans.forms import BEGINNING, FORMS, NewPlanForm, PartForm
from hoshin.web.plans.outline import effective_day
from hoshin.web.plans.page import changed
from hoshin.web.plans.things import plan_of, thing_of
from hoshin.web.way_back import page_asking, undo_since

CHECKED = {
    "plan": {"name", "code", "red_below", "green_from", "min_coverage", "ends_on"},
    "perspective": {"name", "code", "weight"},
    "theme": {"name", "code"},
    "objective": {"name", "code", "weight", "due_date"},
    "measure": {"name", "code", "formula", "window_length", "due_on", "natural_limit"},
}
# What is valid by date of which kind, and what says which scores another one would rewrite.
_ROLL_UP = ("aggregator", "kth", "critical_parts")
_DATED: dict[str, tuple[tuple[str, ...], Callable[..., Any]]] = {
    "measure": (DEFINITIONS.names, scores_rewritten),
    "plan": (PLAN_DEFINITIONS.names + _ROLL_UP, plan_scores_rewritten),
    "perspective": (_ROLL_UP, roll_up_rewritten),
    "objective": (_ROLL_UP, roll_up_rewritten),
}
# What the page of details shows where nothing else is said.
_NOTHING_SET: dict[str, Any] = {
    "serves": (), "may_remove": False, "is_new": False, "rewriting": None, "looked_at": "",
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A perspective, a theme, an objective or a measure."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    thing = thing_of(actor, kind, pk)
    plan = plan_of(actor, thing, request.GET.get("plan", ""))
    form = _form(actor, kind, thing, plan, request.POST or None)
    rows = serves.typed(request.POST) if request.method == "POST" else []
    if kind == "objective" and request.method != "POST":
        rows = serves.stored(actor, thing)
    if request.method == "POST":
        answer = _saved(request, kind, thing, plan, form, rows)
        if answer is not None:
            return answer
    context = _NOTHING_SET | {"form": form, "kind": kind, "pk": pk, "plan": plan, "thing": thing_of(actor, kind, pk)}
    context["serves"] = rows
    context["action"] = f"{reverse('plan_details', args=[kind, pk])}?{urlencode({'plan': plan.code})}"
    context["may_remove"] = kind in ("measure", "theme")
    context |= _rewriting(form)
    status = 422 if request.method == "POST" else 200
    return render(request, "plans/details.html", "plans/_details.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Vision, mission and values of a plan, and how its scorecard is kept."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    plan = thing_of(actor, "plan", plan_id)
    form = _form(actor, "plan", plan, plan, request.POST or None)
    if request.method == "POST":
        answer = _saved(request, "plan", plan, plan, form, [])
        if answer is not None:
            return answer
    context = _NOTHING_SET | {"form": form, "kind": "plan", "pk": plan.pk, "plan": plan, "thing": plan}
    context["may_remove"] = True
    context["action"] = reverse("plan_settings", args=[plan.pk])
    context |= _rewriting(form)
    status = 422 if request.method == "POST" else 200
    return render(request, "plans/details.html", "plans/_details.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def new_plan(request: HttpRequest) -> HttpResponse:
    """Begin a plan."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    before, form = own_latest_change(actor), with_checks(NewPlanForm(request.POST or None, actor=actor), "plan", 0)
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            plan = create_plan(actor, **values)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(
                request, _("The plan begins. Now say from which sides it looks at success."), undo_since(actor, before)
            )
            return redirect(request, f"{reverse('plan_edit')}?{urlencode({'plan': plan.code})}")
    context = _NOTHING_SET | {"form": form, "kind": "plan", "pk": 0, "thing": None, "is_new": True}
    context["action"] = reverse("plan_new")
    return render(request, "plans/details.html", "plans/_details.html", context, status=422 if form.errors else 200)


@require_POST
def check(request: HttpRequest, kind: str, pk: int, field: str) -> HttpResponse:
    """One field of a form that is not sent yet, drawn again with what is wrong with it."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    if kind == "plan" and pk == 0:
        form = with_checks(NewPlanForm(request.POST, actor=actor), kind, pk)
    else:
        thing = thing_of(actor, kind, pk)
        plan = plan_of(actor, thing, request.GET.get("plan", ""))
        form = _form(actor, kind, thing, plan, request.POST)
        if field == "serves":
            rows = serves.typed(request.POST)
            serves.wanted(actor, thing_of(actor, kind, pk), rows)
            return render(request, "plans/_serves.html", None, {"serves": rows, "kind": kind, "pk": pk, "plan": plan})
    if field not in form.fields:
        raise NotFound("field", field)
    return render(request, "plans/_field.html", None, {"checked": form[field]})


def with_checks(form: PartForm, kind: str, pk: int) -> PartForm:
    """Let fields that can be wrong ask the server as soon as they are left."""
    for name in CHECKED[kind] & form.fields.keys():
        form.fields[name].widget.attrs |= {
            "hx-post": reverse("plan_check", args=[kind, pk, name]),
            "hx-trigger": "change",
            "hx-target": "closest .field",
            "hx-swap": "outerHTML",
        }
    return form


def _form(actor: Actor, kind: str, thing: Any, plan: Any, post: Any) -> PartForm:
    if kind not in FORMS:
        raise NotFound("part of a plan", kind)
    # The form writes into the row that it is given; the one that was read stays as it was.
    own = thing_of(actor, kind, thing.pk)
    return with_checks(FORMS[kind](post, instance=own, actor=actor, plan=plan), kind, thing.pk)


def _saved(
    request: HttpRequest, kind: str, thing: Any, plan: Any, form: PartForm, rows: list[serves.ServedRow]
) -> HttpResponse | None:
    """The answer to a form that could be saved; None where it has to be mended."""
    actor = actor_of(request)
    before = own_latest_change(actor)
    parents = serves.wanted(actor, thing, rows) if kind == "objective" else {}
    if not form.is_valid() or any(row.error for row in rows):
        return None
    data = dict(form.cleaned_data)
    version, since = data.pop("version"), effective_day(plan, data.pop("effective", ""))
    critical = data.pop("critical_parts", None)
    is_from_beginning = request.POST.get("effective") == BEGINNING
    dated: dict[str, Any] = {"effective_on": since} if kind in ("perspective", "objective") else {}
    if kind in ("measure", "plan"):
        dated = {"valid_from": since, "is_from_beginning": is_from_beginning}
    try:
        begins = None if is_from_beginning else since or clock.today()
        told = data if critical is None or not _differs(thing, critical) else {**data, "critical_parts": critical}
        if kind in _DATED and not _has_seen_what_is_rewritten(request, kind, thing, form, told, begins):
            return None
        with act(actor, f"change_{kind}", name=thing.name):
            fresh = edits.change(actor, kind, thing, version, **data, **dated)
            if kind == "objective" and rows:
                serves.save(actor, fresh, parents, since)
            if critical is not None:
                day = date.min if is_from_beginning else since
                set_critical(actor, parent=fresh, critical=critical, effective_on=day)
    except Conflict as error:
        now = FORMS[kind](None, instance=thing_of(actor, kind, thing.pk), actor=actor, plan=plan)
        return conflict_answer(request, error, form, now.initial, request.get_full_path())
    except Invalid as error:
        place_problems(form, error)
        return None
    text = _("%(name)s is saved.") % {"name": fresh.name}
    if kind in ("objective", "measure") and page_asking(request) == kind:
        # It was edited on its own page, which shows all of it anew; its code may be another one now.
        notice(request, text, undo_since(actor, before))
        return redirect(request, kind, fresh.code)
    return changed(request, fresh if kind == "plan" else plan, before, text)


def _differs(thing: Any, critical: list[int]) -> bool:
    """Whether other parts than those that are would be critical."""
    return {row.pk for row in parts_of(thing) if row.is_critical} != set(critical)


def _is_said_from_earlier(thing: Any, data: dict[str, Any], begins: date | None) -> bool:
    """Whether nothing is another, and the day alone lies before this month: what holds is to hold from that day as well."""
    is_earlier = begins is None or begins < clock.today().replace(day=1)
    return is_earlier and all(value == getattr(thing, name, value) for name, value in data.items())


def _rewriting(form: PartForm) -> dict[str, Any]:
    return {name: getattr(form, name) for name in ("rewriting", "looked_at") if hasattr(form, name)}


def _has_seen_what_is_rewritten(
    request: HttpRequest, kind: str, thing: Any, form: PartForm, data: dict[str, Any], begins: date | None
) -> bool:
    """Whether nothing of the past is rewritten, or whoever saves was shown just that; else the form shows it."""
    names, rewritten = _DATED[kind]
    changes = {name: data[name] for name in names if name in data and data[name] != getattr(thing, name, None)}
    if not changes and not _is_said_from_earlier(thing, data, begins):
        return True
    changes = changes or {name: data[name] for name in names if name in data}
    looked_at = repr((sorted(changes.items()), request.POST.get("effective")))
    if request.POST.get("looked_at") == looked_at:
        return True
    rewriting = rewritten(actor_of(request), thing, data, begins)
    form.rewriting, form.looked_at = rewriting, looked_at  # type: ignore[attr-defined]  # the template reads them from the form
    return rewriting.count == 0
