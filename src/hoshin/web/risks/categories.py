"""Categories with their appetite: read by everybody, written by the office."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.codes import free_code
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.formats import as_typed
from hoshin.risks.models import IMPACTS, RiskCategory
from hoshin.risks.policies import RiskRight, categories_visible_to
from hoshin.risks.selectors import category_by_code
from hoshin.risks.services import add_category, change_category, remove_category
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.risks.forms import CategoryForm
from hoshin.web.way_back import undo_since


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All of them, with how much of each is wanted."""
    actor = actor_of(request)
    rows = categories_visible_to(actor).order_by("name", "pk")
    context = {"rows": list(rows), "may_edit": actor.has(RiskRight.WRITE_ANY)}
    return render(request, "risks/categories.html", None, context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add one."""
    actor = actor_of(request)
    require(actor, RiskRight.WRITE_ANY)
    begun = {"code": free_code(categories_visible_to(actor), "RC1")}
    form = CategoryForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        try:
            add_category(actor, **form.values)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Saved"), undo_since(actor, before))
            return redirect(request, "risk_categories")
    return _written(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One as the office writes it; its risks stand against the new appetite at once."""
    actor = actor_of(request)
    row = category_by_code(actor, code)
    require(actor, RiskRight.WRITE_ANY)
    form = CategoryForm(request.POST or None, initial=_stored(row))
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        try:
            change_category(actor, category=row, version=form.cleaned_data["version"], **form.values)
        except Conflict as conflict:
            theirs = _stored(category_by_code(actor, code))
            return conflict_answer(request, conflict, form, theirs, request.path, request.path)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Saved"), undo_since(actor, before))
            return redirect(request, "risk_categories")
    return _written(request, form, row)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out one of which no risk is left."""
    actor = actor_of(request)
    require(actor, RiskRight.WRITE_ANY)
    row = categories_visible_to(actor).filter(pk=pk).first()
    before = own_latest_change(actor)
    if row is not None:
        try:
            remove_category(actor, category=row)
        except Invalid as error:
            form = CategoryForm(initial=_stored(row))
            return _written(request, form, row, str(error))
        notice(request, _("The category is removed."), undo_since(actor, before))
    return redirect(request, "risk_categories")


def _stored(row: RiskCategory) -> dict[str, Any]:
    lines = [f"{as_typed(amount)} = {as_typed(100 * share)} %" for amount, share in row.tolerated]
    names = ("name", "code", "appetite", "statement", "version", *IMPACTS)
    return {name: getattr(row, name) for name in names} | {"tolerated": "\n".join(lines)}


def _written(request: HttpRequest, form: CategoryForm, row: RiskCategory | None, refused: str = "") -> HttpResponse:
    context = {"form": form, "row": row, "refused": refused}
    status = 422 if form.errors or refused else 200
    return render(request, "risks/category.html", context=context, status=status)
