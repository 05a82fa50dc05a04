"""A cascade on one page: a parent, the people or units that are to take it on, with targets that add up; sent as one."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import Actor, require
from hoshin.agreements.models import LONGEST
from hoshin.agreements.policies import AgreementRight
from hoshin.agreements.selectors import people_to_propose_to, proposals_of_cascade, units_to_propose_to
from hoshin.agreements.services import cascade
from hoshin.agreements.services.cascading import CascadeShare
from hoshin.agreements.services.proposing import acting_person
from hoshin.agreements.terms import ServedTerm, Terms
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.periods import Frequency, Period
from hoshin.okrs.selectors import cycles_listed, measures_to_cascade
from hoshin.strategy.models import Objective
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.access import actor_of
from hoshin.web.agreements import shares
from hoshin.web.forms import offer, place_problems
from hoshin.web.found_field import SHOWN
from hoshin.web.htmx import notice, redirect, render

_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
_OFFERED = 8


class CascadeForm(forms.Form):
    """What all of them are asked: the goal, until when, in which cycle, and a word with it."""

    name = forms.CharField(label=gettext_lazy("Goal"), max_length=500)
    due_date = forms.DateField(label=gettext_lazy("Due"), widget=_DAY)
    cycle = forms.ChoiceField(label=gettext_lazy("Cycle"), required=False)
    text = forms.CharField(
        label=gettext_lazy("A word with it"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, auto_id="cascade-%s", **named)
        self.cycles = cycles_listed(actor)
        choices = [("", _("none"))] + [(cycle.code, cycle.name) for cycle in self.cycles]
        offer(self, "cycle", choices)
        self.fields["name"].widget.attrs |= {"autocomplete": "off", "data-enter-next": ""}

    @classmethod
    def begun(cls, actor: Actor, parent: Objective) -> "CascadeForm":
        """Named as the parent, due with the cycle that runs, and not after the parent."""
        form, today = cls(actor=actor), clock.today()
        running = next((one for one in form.cycles if one.starts_on <= today <= one.ends_on), None)
        due: date = running.ends_on if running else Period.containing(today, Frequency.QUARTERLY).end
        if parent.due_date is not None and parent.due_date >= today:
            due = min(due, parent.due_date)
        form.initial = {"name": parent.name, "due_date": due, "cycle": running.code if running else ""}
        return form


@require_http_methods(["GET", "HEAD", "POST"])
def cascade_from(request: HttpRequest, code: str) -> HttpResponse:
    """Write the shares of a parent and send them, or split them evenly."""
    actor, parent = _begin(request, code)
    measures = measures_to_cascade(actor, parent)
    if request.method != "POST":
        return _page(request, actor, parent, CascadeForm.begun(actor, parent), shares.begun(measures))
    form, found = CascadeForm(request.POST, actor=actor), shares.typed(request.POST, measures)
    if "split" in request.POST:
        shares.split_evenly(found)
        shares.read(actor, found)
        return _page(request, actor, parent, form, found, status=200)
    shares.read(actor, found)
    if form.is_valid() and found.is_sound:
        try:
            made = cascade(actor, parent=parent, shares=_shares(parent, form, found), text=form.cleaned_data["text"])
        except (Invalid, Denied) as error:
            if isinstance(error, Invalid):
                place_problems(form, error)
            else:
                form.add_error(None, str(error))
        else:
            words = ngettext("%(count)s proposal is sent.", "%(count)s proposals are sent.", len(made))
            notice(request, words % {"count": len(made)})
            return redirect(request, "agreements")
    elif form.is_valid() and not found.named:
        form.add_error(None, _("Say who is to take it on."))
    return _page(request, actor, parent, form, found, status=422)


@require_POST
def lines(request: HttpRequest, code: str) -> HttpResponse:
    """The lines drawn again with what they come to, while somebody types."""
    actor, parent = _begin(request, code)
    found = shares.typed(request.POST, measures_to_cascade(actor, parent))
    shares.read(actor, found)
    return render(request, "agreements/_lines.html", None, _lines_context(actor, parent, found))


@require_safe
def choices(request: HttpRequest) -> HttpResponse:
    """People and units that a text finds and to whom one may propose, as options of a list."""
    actor = actor_of(request)
    text = next(iter(request.GET.values()), "")
    options = [(SHOWN["people"](row), row.title or row.email) for row in people_to_propose_to(actor, text, _OFFERED)]
    options += [shares.choice_of_unit(unit) for unit in units_to_propose_to(actor, text, _OFFERED)]
    return render(request, "agreements/_choices.html", None, {"options": options})


def _begin(request: HttpRequest, code: str) -> tuple[Actor, Objective]:
    actor = actor_of(request)
    require(actor, AgreementRight.TAKE_PART)
    acting_person(actor)
    return actor, objective_by_code(actor, code)


def _shares(parent: Objective, form: CascadeForm, found: shares.Cascaded) -> list[CascadeShare]:
    said = form.cleaned_data
    return [
        CascadeShare(
            line.person,
            Terms(
                name=said["name"].strip(), plan=parent.plan.code, due_date=said["due_date"], cycle=said["cycle"],
                serves=(ServedTerm(parent.code, parent.name, line.weighs),),
                key_results=(line.result,) if line.result and line.result.name else (),
            ),
            line.unit,
        )
        for line in found.named
        if line.person is not None
    ]  # fmt: skip


def _lines_context(actor: Actor, parent: Objective, found: shares.Cascaded) -> dict[str, Any]:
    return {
        "objective": parent,
        "found": found,
        "measures": measures_to_cascade(actor, parent),
        "reached": shares.reached(found),
        "share": shares.weight_share(actor, parent, found),
        "begins": False,
    }


def _page(
    request: HttpRequest,
    actor: Actor,
    parent: Objective,
    form: CascadeForm,
    found: shares.Cascaded,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "sent": proposals_of_cascade(actor, parent)[:50],
        **_lines_context(actor, parent, found),
        "begins": request.method != "POST",
    }
    return render(request, "agreements/cascade.html", None, context, status=status)
