"""The catalogue: what there is, three entries for oneself, and one with its sessions; written by the office."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import Actor, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base import clock
from hoshin.base.codes import free_code
from hoshin.base.errors import Conflict, Invalid, NotFound
from hoshin.base.paging import counted_page
from hoshin.growth.models import LearningItem
from hoshin.growth.policies import GrowthRight, competencies_visible_to, learning_items_visible_to
from hoshin.growth.selectors import (
    changes_by,
    competency_by_code,
    full_sessions,
    held_sessions,
    learning_for,
    learning_item_by_code,
    learning_listed,
    mandatory_lines,
    mandatory_listed,
    open_request,
    own_requests,
    records_of,
    requests_waiting,
    sessions_to_come,
    skills_of_item,
    standing_of,
)
from hoshin.growth.services import (
    add_learning_item,
    change_learning_item,
    remove_learning_item,
)
from hoshin.measures.policies import measures_visible_to
from hoshin.org.selectors import organisation, person_of
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.growth.learning_forms import (
    AskToLearnForm,
    ChooseSessionForm,
    LearningItemForm,
    LearntForm,
    SessionForm,
)
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.way_back import undo_since

A_PAGE, MANDATORY = 50, 10
_AS_THEY_ARE = ("name", "code", "kind", "provider", "description", "hours", "cost", "valid_months", "is_mandatory",
                "is_offered", "version")  # fmt: skip


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """All that is offered, searched; above it three for oneself."""
    actor = actor_of(request)
    text, code = request.GET.get("q", "").strip()[:200], request.GET.get("competency", "").strip()
    unknown = ""
    try:
        competency = competency_by_code(actor, code) if code else None
    except NotFound:
        competency, unknown = None, code
    context = {
        "is_person": person_of(actor) is not None and not text and not code,
        "rows": counted_page(learning_listed(actor, text, competency), request.GET.get("page", 1), size=A_PAGE),
        "text": text,
        "competency": competency,
        "unknown": unknown,
        "may_edit": actor.has(GrowthRight.WRITE_FRAMEWORK),
        "currency": _currency(),
    }
    return render(request, "growth/catalogue.html", None, context)


@require_safe
def for_me(request: HttpRequest) -> HttpResponse:
    """Three entries for oneself, each with its premises: a part of the catalogue, which comes in behind the rest."""
    actor = actor_of(request)
    own = person_of(actor)
    options = learning_for(actor, standing_of(actor, own, levels_alone=True)) if own else []
    return render(request, "growth/for_me.html", "growth/_options.html", {"options": options})


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """What one asked for and learnt, what waits for one's decision, and who is due for what is mandatory."""
    return page_of_requests(request, actor_of(request))


def page_of_requests(request: HttpRequest, actor: Actor, **typed: Any) -> HttpResponse:
    """The page of requests and records, with what was typed where something is wrong with it."""
    own = person_of(actor)
    page = counted_page(mandatory_listed(actor), request.GET.get("page", 1), size=MANDATORY)
    waiting = requests_waiting(actor)
    context = {
        "waiting": waiting,
        "full": full_sessions(waiting),
        "asked": own_requests(actor),
        "records": records_of(actor, own) if own else [],
        "held": held_sessions(actor) if own else [],
        "mandatory": page.showing(mandatory_lines(actor, page.rows)),
        "own": own,
        "learner": own,
        "learnt": LearntForm(actor=actor),
    }
    return render(request, "growth/requests.html", context=context | typed, status=422 if typed else 200)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One entry."""
    actor = actor_of(request)
    return page_of_item(request, actor, learning_item_by_code(actor, code))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add one."""
    actor = actor_of(request)
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    begun = {"code": free_code(learning_items_visible_to(actor), "L1"), "is_offered": True}
    form = _form(actor, request, begun)
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        try:
            row = add_learning_item(actor, levels=form.levels, **form.values)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("The entry is added."), undo_since(actor, before))
            return redirect(request, "learning_item", row.code)
    return _written(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one."""
    actor = actor_of(request)
    row = item_by_number(actor, pk)
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    form = _form(actor, request, _stored(actor, row))
    if request.method == "POST" and form.is_valid():
        before, version = own_latest_change(actor), form.cleaned_data["version"]
        try:
            changed = change_learning_item(actor, item=row, version=version, levels=form.levels, **form.values)
        except Conflict as conflict:
            theirs = _stored(actor, item_by_number(actor, pk))
            return conflict_answer(request, conflict, form, theirs, request.path, request.path)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Saved"), undo_since(actor, before))
            return redirect(request, "learning_item", changed.code)
    return _written(request, form, row)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one out."""
    actor = actor_of(request)
    row, before = item_by_number(actor, pk), own_latest_change(actor)
    try:
        remove_learning_item(actor, item=row)
    except Invalid as error:
        return _written(request, _form(actor, request, _stored(actor, row), is_read=True), row, str(error))
    notice(request, _("The entry is removed."), undo_since(actor, before))
    return redirect(request, "learning")


def page_of_item(request: HttpRequest, actor: Actor, row: LearningItem, **typed: Any) -> HttpResponse:
    """The page of one, with what was typed where something is wrong with it."""
    sessions, may_edit, own = sessions_to_come(actor, row), actor.has(GrowthRight.WRITE_FRAMEWORK), person_of(actor)
    asked = open_request(actor, row) if own else None
    chosen = {"session": asked.row.session_id} if asked else {}
    context = {
        "row": row,
        "skills": skills_of_item(actor, row),
        "sessions": sessions,
        "changes": [one for one in changes_by(actor, row) if one.people],
        "counted_in": measures_visible_to(actor).filter(pk=row.measure_id).first() if row.measure_id else None,
        "may_edit": may_edit,
        "own": own,
        "asked": asked,
        "choose": ChooseSessionForm(sessions=sessions, initial=chosen) if asked and sessions else None,
        "ask": AskToLearnForm(actor=actor, sessions=sessions) if own and row.is_offered and not asked else None,
        "session": SessionForm(actor=actor) if may_edit else None,
        "today": clock.today(),
        "currency": _currency(),
    }
    return render(request, "growth/learning_item.html", context=context | typed, status=422 if typed else 200)


def item_by_number(actor: Actor, pk: int) -> LearningItem:
    """The entry of that number. NotFound where there is none."""
    row = learning_items_visible_to(actor).select_related("requires", "mandatory_in", "measure").filter(pk=pk).first()
    if row is None:
        raise NotFound("entry", str(pk))
    return row


def _currency() -> str:
    known = organisation()
    return known.currency if known else ""


def _form(actor: Actor, request: HttpRequest, begun: dict[str, Any], *, is_read: bool = False) -> LearningItemForm:
    rows = list(competencies_visible_to(actor).order_by("area", "name", "pk"))
    return LearningItemForm(None if is_read else request.POST or None, actor=actor, competencies=rows, initial=begun)


def _stored(actor: Actor, row: LearningItem) -> dict[str, Any]:
    levels = {LearningItemForm.field_of(one.competency): str(one.to_level) for one in skills_of_item(actor, row)}
    more = {"requires": row.requires.code if row.requires else "", "mandatory_in": row.mandatory_in_id}
    more["measure"] = row.measure.code if row.measure else ""
    return {name: getattr(row, name) for name in _AS_THEY_ARE} | more | levels


def _written(request: HttpRequest, form: LearningItemForm, row: LearningItem | None, refused: str = "") -> HttpResponse:
    fields = [form[form.field_of(one)] for one in form.competencies]
    context = {"form": form, "row": row, "refused": refused, "helps": list(zip(form.competencies, fields))}
    status = 422 if form.errors or refused else 200
    return render(request, "growth/learning_write.html", context=context, status=status)
