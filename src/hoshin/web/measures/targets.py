"""The targets of a measure as a sheet, and what they would have made of the past before they are saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hoshin.accounts.access import Actor, Right, require
from hoshin.base.errors import Conflict, Invalid
from hoshin.measures.models import Measure
from hoshin.measures.rows import TargetEdit
from hoshin.measures.selectors import measure_by_code, targets_of
from hoshin.measures.services import set_targets
from hoshin.org.policies import units_visible_to
from hoshin.scorecards.selectors import Backtest, backtest_of, columns_for_targets, units_holding
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.measures.forms import NUMBERS, TargetLines

WHOLE, MOST_PASTS = "*", 3


def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Edit all targets of a measure at once; nothing is saved unless every line is right."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    measure = measure_by_code(actor, code)
    lines = TargetLines(
        request.POST or None, initial=_initial(actor, measure), prefix="t", form_kwargs={"measure": measure}
    )
    context = _context(measure, lines) | {"shown": _shown(request, actor, measure)}
    if request.method == "POST":
        edits = _edits(actor, measure, lines)
        if edits is not None and _save(actor, measure, edits, context):
            notice(request, _("The targets are saved and every period is scored by them."))
            return redirect(request, "measure", measure.code)
        context |= _pasts(actor, measure, lines, request.POST.get("whose", ""), edits)
        return render(request, "measures/targets.html", "measures/_targets.html", context, 422)
    context |= _pasts(actor, measure, lines, request.GET.get("whose", ""), None)
    return render(request, "measures/targets.html", context=context)


@require_POST
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """How the last 24 periods would have been coloured by what is typed, for whom it is typed; saves nothing."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    measure = measure_by_code(actor, code)
    lines = TargetLines(request.POST, initial=_initial(actor, measure), prefix="t", form_kwargs={"measure": measure})
    edits = _edits(actor, measure, lines)
    faulty = sum(bool(errors) for errors in lines.errors)
    words = ngettext("%(count)s line cannot be read yet.", "%(count)s lines cannot be read yet.", faulty)
    context = _context(measure, lines) | {"shown": _shown(request, actor, measure)}
    context["waiting"] = words % {"count": faulty} if edits is None else ""
    context |= _pasts(actor, measure, lines, request.POST.get("whose", ""), edits)
    context |= {"shown": _shown(request, actor, measure)}
    return render(request, "measures/targets.html", "measures/_past.html", context)


def _shown(request: HttpRequest, actor: Actor, measure: Measure) -> list[str]:
    """The numbers that stand in the sheet: those that matter, all where the address says so, those that were sent."""
    if request.GET.get("columns") == "all":
        return list(NUMBERS)
    wanted = columns_for_targets(measure, list(targets_of(actor, measure)))
    sent = {name.rpartition("-")[2] for name in request.POST}
    return [name for name in NUMBERS if name in wanted or name in sent]


def _context(measure: Measure, lines: Any) -> dict[str, Any]:
    """What the sheet shows as long as nothing is wrong with it."""
    return {
        "measure": measure,
        "lines": lines,
        "numbers": NUMBERS,
        "problems": [],
        "conflict": "",
        "theirs": [],
        "waiting": "",
    }


@dataclass(frozen=True, slots=True)
class Past:
    """Whose past it is, in words, and what would have become of it; None where there is nothing to try it on."""

    name: str
    found: Backtest | None


def _pasts(actor: Any, measure: Any, lines: Any, whose: str, edits: list[TargetEdit] | None) -> dict[str, Any]:
    """The past of whom the address names, else of those for whom a line was changed, else of the whole."""
    holders = {unit.code.casefold(): unit for unit in units_holding(actor, measure)}
    chosen = whose.casefold()
    wanted = [chosen] if chosen == WHOLE or chosen in holders else _edited(lines, holders)
    if not wanted:
        wanted = [next(iter(holders), WHOLE) if measure.roll_up == "score" else WHOLE]
    rows = None if edits is None else [edit.row for edit in edits if not edit.is_removed]
    is_waiting = edits is None and lines.is_bound
    pasts = []
    for code in [] if is_waiting else wanted[:MOST_PASTS]:
        unit = holders.get(code)
        found = backtest_of(actor, measure, rows, unit_id=unit.pk if unit else None)
        pasts.append(Past(unit.name if unit else _("The measure as a whole"), found))
    return {"pasts": pasts, "holders": list(holders.values()), "whose": chosen, "more": len(wanted) - len(pasts)}


def _edited(lines: Any, holders: Mapping[str, Any]) -> list[str]:
    """For whom lines were changed, in the order of the sheet; only those who have a past."""
    if not lines.is_bound:
        return []
    changed = [form["unit"].value() or "" for form in lines if form.has_changed()]
    codes = [code.strip().casefold() or WHOLE for code in changed]
    return [code for code in dict.fromkeys(codes) if code == WHOLE or code in holders]


def _initial(actor: Any, measure: Any) -> list[dict[str, Any]]:
    return [
        {
            "id": target.pk,
            "version": target.version,
            "period": str(target.period or ""),
            "unit": target.unit.code if target.unit else "",
            **{name: _plain(getattr(target, name)) for name in NUMBERS},
        }
        for target in targets_of(actor, measure)
    ]


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:.12g}"


def _edits(actor: Any, measure: Any, lines: Any) -> list[TargetEdit] | None:
    """The lines as edits; None, with the errors in the forms, where one cannot be read."""
    if not lines.is_valid():
        return None
    filled = [form for form in lines if hasattr(form, "cleaned_data") and form.cleaned_data and not form.is_blank]
    wanted = {form.cleaned_data["unit"].strip().casefold() for form in filled} - {""}
    units: dict[str, int] = {}
    if wanted:
        units = {code.casefold(): pk for pk, code in units_visible_to(actor).values_list("pk", "code")}
    unknown = [form for form in filled if form.cleaned_data["unit"].strip().casefold() not in units | {"": 0}]
    for form in unknown:
        form.add_error("unit", _("There is no such unit."))
    return None if unknown else [form.edit(measure.pk, units) for form in filled]


def _save(actor: Any, measure: Any, edits: list[TargetEdit], context: dict[str, Any]) -> bool:
    try:
        set_targets(actor, measure=measure, edits=edits)
    except Invalid as invalid:
        context["problems"] = invalid.problems
        return False
    except Conflict as conflict:
        context["conflict"] = str(conflict)
        context["theirs"] = _initial(actor, measure)
        return False
    return True
