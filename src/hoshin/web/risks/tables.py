"""Controls and indicators, changed in their tables: all or nothing."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.whole_numbers import whole_number
from hoshin.risks.models import Risk
from hoshin.risks.policies import require_may_write
from hoshin.risks.selectors import shown_risk
from hoshin.risks.services import set_controls, set_indicators
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect
from hoshin.web.risks.parts import control_forms, indicator_forms
from hoshin.web.risks.views import page_of_one, risk_by_number
from hoshin.web.way_back import undo_since


@require_POST
def save_controls(request: HttpRequest, pk: int) -> HttpResponse:
    """Save all controls; an emptied row is taken out."""
    actor = actor_of(request)
    row = risk_by_number(actor, pk)
    require_may_write(actor, row)
    rows = control_forms(shown_risk(actor, row), request.POST)

    def save(said: list[Any], version: int | None) -> None:
        set_controls(actor, risk=row, controls=said, version=version)

    return _saved(request, actor, row, "controls", rows, save)


@require_POST
def save_indicators(request: HttpRequest, pk: int) -> HttpResponse:
    """Save all indicators; an emptied row is taken out."""
    actor = actor_of(request)
    row = risk_by_number(actor, pk)
    require_may_write(actor, row)
    rows = indicator_forms(actor, shown_risk(actor, row), request.POST)

    def save(said: list[Any], version: int | None) -> None:
        set_indicators(actor, risk=row, indicators=said, version=version)

    return _saved(request, actor, row, "indicators", rows, save)


def _saved(
    request: HttpRequest,
    actor: Actor,
    row: Risk,
    name: str,
    rows: Sequence[Any],
    save: Callable[[list[Any], int | None], None],
) -> HttpResponse:
    before = own_latest_change(actor)
    if all(form.is_valid() for form in rows):
        said = [form for form in rows if form.said is not None]
        try:
            save([form.said for form in said], _version(request))
        except Conflict as error:
            rows[0].add_error(None, str(error))
        except Invalid as error:
            _place(said, error)
        else:
            notice(request, _("Saved"), undo_since(actor, before))
            return redirect(request, "risk", row.code)
    return page_of_one(request, actor, row, **{name: rows})


def _place(rows: Sequence[forms.Form], error: Invalid) -> None:
    for problem in error.problems:
        place_problems(rows[(problem.row or 1) - 1], Invalid([problem]))


def _version(request: HttpRequest) -> int | None:
    text = request.POST.get("version", "")
    return whole_number(text, 9)
