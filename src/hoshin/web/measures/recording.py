"""Recording, correcting and withdrawing values where they stand."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoshin.audit.selectors import own_latest_change
from hoshin.base.amounts import value_text
from hoshin.base.errors import Conflict, Implausible, Invalid, NotFound, NotReadable
from hoshin.base.periods import Period
from hoshin.base.whole_numbers import whole_number
from hoshin.measures.fields import NAMES, said_by
from hoshin.measures.policies import require_may_record
from hoshin.measures.selectors import history_of_actual, measure_by_code
from hoshin.measures.services import RecordedActual, record_actual, withdraw_actual
from hoshin.org.selectors import unit_by_code
from hoshin.scorecards.events import ScoreMoved
from hoshin.scorecards.selectors import NodeLine, ValueRow, measure_detail, value_row, value_rows
from hoshin.web.access import actor_of
from hoshin.web.addresses import address_or_none
from hoshin.web.htmx import is_htmx, notice, redirect, refresh, render, toast
from hoshin.web.implausible import question
from hoshin.web.jinja import url
from hoshin.web.measures.forms import ValueForm
from hoshin.web.measures.views import page_of, wished
from hoshin.web.wording import score_text

RECORDED = 18


@require_safe
def record(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the form of the period whose value is waited for, else of the latest."""
    actor = actor_of(request)
    measure = measure_by_code(actor, code)
    require_may_record(actor, [measure])
    rows = value_rows(actor, measure, count=RECORDED)
    due = [row for row in rows if row.is_due]
    waiting = next((row for row in due if not row.has_value), None) or next(iter(due or rows), None)
    if waiting is None:
        return redirect(request, "measure", measure.code)
    return redirect(request, "measure_value", measure.code, str(waiting.period))


@require_safe
def row(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """The row of a period as it stands, as after a cancelled edit."""
    context = _of(request, code, period)
    if not is_htmx(request):
        return redirect(request, "measure", context["measure"].code)
    context |= {"row": _row(context), "may_record": True, "changed": None}
    return render(request, "measures/_value_row.html", context=context)


def edit(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Enter or correct the value of a period: a form in its row, or on a page of its own."""
    context = _of(request, code, period)
    settings = {"measure": context["measure"], "has_parts": context["has_parts"]}
    if request.method == "POST":
        form = ValueForm(request.POST, **settings)
        if form.is_valid():
            return _saved(request, context, form)
    require_may_record(context["actor_"], [context["measure"]])
    if request.method == "POST":
        return _again(request, context, form)
    held = _row(context).actual
    initial = {name: getattr(held, name, None) for name in NAMES} if held else {}
    initial |= {"expected_id": held.pk if held else 0, "unit": context["unit"].code if context["unit"] else ""}
    form = ValueForm(initial=initial, **settings)
    return render(request, "measures/value.html", "measures/_value_form.html", context | {"form": form})


@require_POST
def withdraw(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Take the value of a period back."""
    context = _of(request, code, period)
    given = whole_number(request.POST.get("expected_id") or "0")
    if given is None:
        raise NotReadable
    expected = given or None
    withdrawn = withdraw_actual(
        context["actor_"], measure=context["measure"], period=context["period"], unit=context["unit"],
        expected_id=expected,
    )  # fmt: skip
    if withdrawn.waiting is not None:
        return _waits(request, context)
    text = _("Withdrew the value of %(period)s") % {"period": context["period"].label}
    return _done(request, context, text, withdrawn)


@require_POST
def restore(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Let an earlier state of a period's value hold again (to=0: none), unless somebody else wrote meanwhile."""
    context = _of(request, code, period)
    actor, measure, when, unit = (context[name] for name in ("actor_", "measure", "period", "unit"))
    held, wanted = _row(context).actual, request.GET.get("to", "0")
    if request.GET.get("from") and held and str(held.pk) != request.GET["from"]:
        raise Conflict(_("The value was changed again meanwhile; look at it first."))
    past = {str(one.id): one for one in history_of_actual(actor, measure, when, unit.pk if unit else None)}
    version = past.get(wanted)
    if version is None or version.is_withdrawn:
        withdraw_actual(actor, measure=measure, period=when, unit=unit)
    else:
        record_actual(actor, measure=measure, period=when, unit=unit, **said_by(version))
    return _done(request, context, _("Undone"), None)


@require_safe
def history(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Every state that a period's value has had."""
    context = _of(request, code, period)
    unit = context["unit"]
    context["versions"] = history_of_actual(
        context["actor_"], context["measure"], context["period"], unit.pk if unit else None
    )
    return render(request, "measures/versions.html", "measures/_versions.html", context)


def _of(request: HttpRequest, code: str, period: str) -> dict[str, Any]:
    actor = actor_of(request)
    measure = measure_by_code(actor, code)
    try:
        when = Period.containing(Period.parse(period).start, measure.period_frequency)
    except ValueError as error:
        raise NotFound("period", period) from error
    unit_code = request.POST.get("unit") or request.GET.get("unit")
    unit = unit_by_code(actor, unit_code) if unit_code else None
    return {
        "actor_": actor,
        "measure": measure,
        "period": when,
        "unit": unit,
        "has_parts": measure.aggregation in ("ratio", "weighted_mean"),
    }


def _row(context: dict[str, Any]) -> ValueRow:
    return value_row(context["actor_"], context["measure"], context["period"], unit=context["unit"])


def _saved(request: HttpRequest, context: dict[str, Any], form: ValueForm) -> HttpResponse:
    actor, measure = context["actor_"], context["measure"]
    said = {name: form.cleaned_data[name] for name in NAMES if name in form.fields}
    try:
        recorded = record_actual(
            actor, measure=measure, period=context["period"], unit=context["unit"],
            expected_id=form.cleaned_data["expected_id"], is_meant=form.is_meant, **said,
        )  # fmt: skip
    except Conflict as conflict:
        return _conflict(request, context, form, str(conflict))
    except Implausible as implausible:
        form.add_error("value", question(implausible))
        form.asked_about = form.typed
        return _again(request, context, form)
    except Invalid as invalid:
        for problem in invalid.problems:
            form.add_error(problem.field if problem.field in form.fields else None, problem.sentence())
        return _again(request, context, form)
    if recorded.waiting is not None:
        return _waits(request, context)
    shown = value_text(form.cleaned_data.get("value"), measure.unit_of_measure, measure.decimals)
    text = _("Recorded %(value)s for %(period)s.") % {"value": shown, "period": context["period"].label}
    return _done(request, context, text, recorded)


def _waits(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The page anew, where the value stands among those that wait; with the way back."""
    measure, unit = context["measure"], context["unit"]
    latest = own_latest_change(context["actor_"])
    undo = address_or_none("undo_change", latest) if latest else None
    notice(request, _("The value of %(period)s waits for approval.") % {"period": context["period"].label}, undo)
    return refresh(request, url("measure", measure.code, unit=unit.code if unit else ""))


def _again(request: HttpRequest, context: dict[str, Any], form: ValueForm) -> HttpResponse:
    answer = render(request, "measures/value.html", "measures/_value_form.html", context | {"form": form}, 422)
    return _into_row(answer, context["period"])


def _conflict(request: HttpRequest, context: dict[str, Any], form: ValueForm, text: str) -> HttpResponse:
    measure, theirs = context["measure"], _row(context).actual

    def shown(name: str, amount: Any) -> str:
        return value_text(amount, measure.unit_of_measure, measure.decimals) if name == "value" else str(amount or "–")

    compared = [
        {
            "label": form.fields[name].label,
            "theirs": shown(name, getattr(theirs, name, None)),
            "yours": shown(name, form.cleaned_data.get(name)),
        }
        for name in NAMES
        if name in form.fields
    ]
    hidden = {name: form.data.get(name, "") for name in (*NAMES, "unit", "meant") if name in form.data}
    hidden["expected_id"] = theirs.pk if theirs else 0
    context = context | {"text": text, "compared": compared, "hidden": hidden}
    status = 422 if is_htmx(request) else 409
    answer = render(request, "measures/value_conflict.html", "measures/_value_conflict.html", context, status)
    return _into_row(answer, context["period"])


def _into_row(answer: HttpResponse, period: Period) -> HttpResponse:
    answer["HX-Retarget"] = f"#value-{period}"
    answer["HX-Reswap"] = "outerHTML"
    return answer


def _done(request: HttpRequest, context: dict[str, Any], text: str, recorded: RecordedActual | None) -> HttpResponse:
    """The page as it stands now, with what moved and the way back; without `recorded` neither."""
    measure, period, unit = context["measure"], context["period"], context["unit"]
    undo = None
    if recorded is not None:
        back = f"to={recorded.replaced}&from={recorded.actual.pk}" + (f"&unit={unit.code}" if unit else "")
        undo = f"{reverse('measure_value_restore', args=[measure.code, str(period)])}?{back}"
    if not is_htmx(request):
        detail = measure_detail(context["actor_"], measure, plan=wished(request, "plan"), unit=unit and unit.code)
        notice(request, text + _moved(recorded, detail.line), undo)
        return redirect(request, reverse("measure", args=[measure.code]) + (f"?unit={unit.code}" if unit else ""))
    page = page_of(request, measure, changed=period)
    answer = render(request, "measures/_standing.html", context=page)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#measure", "outerHTML"
    return toast(answer, text + _moved(recorded, page["line"]), undo)


def _moved(recorded: RecordedActual | None, line: NodeLine | None) -> str:
    """What became of the score that the page shows; nothing where it is official, or shows the same."""
    if recorded is None or line is None or line.is_closed:
        return ""
    for moved in recorded.followed:
        if isinstance(moved, ScoreMoved) and (moved.node, moved.period) == (line.node, line.period.start):
            old, new = score_text(moved.before), score_text(moved.after)
            return "" if old == new else " " + _("The score moved from %(old)s to %(new)s.") % {"old": old, "new": new}
    return ""
