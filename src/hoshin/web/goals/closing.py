"""Closing a cycle: a preview of what becomes of each goal, then all of it at once; and opening it again."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.paging import counted_page
from hoshin.okrs.models import ClosingChoice, Cycle
from hoshin.okrs.policies import OkrsRight
from hoshin.okrs.selectors import cycle_by_number, cycles_listed, results_of
from hoshin.okrs.services import reopen_cycle
from hoshin.scorecards.services import ClosingRule, close_as_it_stands, closing_of
from hoshin.web.access import actor_of
from hoshin.web.forms import offer, place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.jinja import url
from hoshin.web.way_back import undo_since

MOST_SHOWN, ON_A_PAGE = 200, 100


class ClosingForm(forms.Form):
    reached = forms.ChoiceField(
        label=gettext_lazy("Goals that were reached (grade 0.7 or more)"),
        choices=ClosingChoice,
        initial=ClosingChoice.ARCHIVE,
    )
    others = forms.ChoiceField(
        label=gettext_lazy("All other goals"), choices=ClosingChoice, initial=ClosingChoice.CARRY_OVER
    )
    into = forms.ChoiceField(label=gettext_lazy("Carry over into"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, open_cycles: Mapping[str, Cycle], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="closing-%s", **kwargs)
        choices = [("", _("none"))] + [(code, cycle.name) for code, cycle in open_cycles.items()]
        offer(self, "into", choices)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """How the goals of a cycle stood when it was closed, and what was decided of them."""
    actor = actor_of(request)
    cycle = cycle_by_number(actor, pk)
    page = counted_page(results_of(actor, cycle), request.GET.get("page", 1), size=ON_A_PAGE)
    context = {
        "cycle": cycle,
        "page": page,
        "here": partial(url, "cycle", cycle.pk),
        "may_manage": actor.has(OkrsRight.MANAGE_CYCLES),
    }
    return render(request, "goals/cycle.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """What closing would do, by the rule that is chosen; sent, it is done."""
    actor = actor_of(request)
    require(actor, OkrsRight.MANAGE_CYCLES)
    cycle = cycle_by_number(actor, pk)
    later = {one.code: one for one in cycles_listed(actor) if one.closed_on is None and one.pk != pk}
    following = [one for one in later.values() if one.starts_on > cycle.starts_on]
    data = request.POST if request.method == "POST" else request.GET
    begun = {"into": min(following, key=lambda one: one.starts_on).code if following else "", "version": cycle.version}
    form = ClosingForm(data or None, open_cycles=later, initial=begun)
    rule = _rule(form, data)
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        try:
            into, version = later.get(form.cleaned_data["into"]), form.cleaned_data["version"]
            close_as_it_stands(actor, cycle=cycle, rule=rule, into=into, version=version)
        except Conflict as error:
            form.add_error(None, str(error))
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("The cycle “%(name)s” is closed.") % {"name": cycle.name}, undo_since(actor, before))
            return redirect(request, "cycle", pk)
    closing = closing_of(actor, cycle=cycle, rule=rule)
    context = {
        "cycle": cycle, "form": form, "lines": closing.lines[:MOST_SHOWN], "decisions": ClosingChoice.choices,
        "chosen": rule.single,
        "counts": [(ClosingChoice(decision).label, count) for decision, count in closing.counts.items()],
        "more": max(0, len(closing.lines) - MOST_SHOWN),
    }  # fmt: skip
    return render(request, "goals/close.html", context=context, status=422 if request.method == "POST" else 200)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed cycle again, with a reason."""
    actor = actor_of(request)
    require(actor, OkrsRight.MANAGE_CYCLES)
    cycle, before = cycle_by_number(actor, pk), own_latest_change(actor)
    reopen_cycle(actor, cycle=cycle, reason=request.POST.get("reason", ""))
    notice(request, _("The cycle “%(name)s” is open again.") % {"name": cycle.name}, undo_since(actor, before))
    return redirect(request, "cycles")


def _rule(form: ClosingForm, data: QueryDict) -> ClosingRule:
    """The rule that is chosen so far, with what was chosen for single goals beside their code."""
    chosen = {name: data.get(name) for name in ("reached", "others")}
    single = {
        name.removeprefix("goal-"): ClosingChoice(value)
        for name, value in data.items()
        if name.startswith("goal-") and value in ClosingChoice.values
    }
    return ClosingRule(
        **{
            name: ClosingChoice(value if value in ClosingChoice.values else form.fields[name].initial)
            for name, value in chosen.items()
        },
        single=single,
    )
