"""Values that wait for somebody's approval: all or one let count, or sent back with a reason."""

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoshin.accounts.access import Actor, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import NotReadable
from hoshin.measures.models import Actual
from hoshin.measures.policies import MeasureRight, actuals_visible_to, awaiting, require_may_approve, waiting_for
from hoshin.measures.selectors import measure_by_code, waiting_at, waiting_by_id
from hoshin.measures.services import approve_values, send_values_back
from hoshin.measures.services.approving import LONGEST_REASON
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, redirect, refresh, render
from hoshin.web.jinja import url
from hoshin.web.way_back import undo_since

MOST_SHOWN = 200


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What is to be looked at again"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 3}),
    )


def show(request: HttpRequest) -> HttpResponse:
    """What waits for the actor, or of one measure all that waits or was sent back; how much of it, for another page."""
    actor, code = actor_of(request), request.GET.get("measure", "")
    if request.method == "POST":
        return _approved(request, actor)
    if code:
        measure = measure_by_code(actor, code)
        waiting, may_approve = list(waiting_at(actor, [measure.pk]).values()), not awaiting(actor, [measure])
    else:
        require(actor, MeasureRight.RECORD_OWN)
        waiting, may_approve = list(waiting_for(actor).select_related("measure", "unit")[:MOST_SHOWN]), True
    may_approve = may_approve and actor.has(MeasureRight.RECORD_OWN)
    held: Mapping[int, Actual] = actuals_visible_to(actor).in_bulk([one.replaces for one in waiting if one.replaces])
    context = {"waiting": waiting, "may_approve": may_approve, "held": held, "code": code}
    piece = "approvals/_count.html" if request.GET.get("part") == "count" else "approvals/_queue.html"
    return render(request, "approvals/page.html", piece, context)


def send_back(request: HttpRequest) -> HttpResponse:
    """Send values back with a reason, in a dialog or on a page of its own; with `?ask` ask for the reason first."""
    actor = actor_of(request)
    if request.method != "POST":
        return redirect(request, "approvals")
    waiting = waiting_by_id(actor, _asked(request))
    require_may_approve(actor, [one.measure for one in waiting])
    asks = "ask" in request.GET
    form = ReasonForm() if asks else ReasonForm(request.POST)
    if not asks and form.is_valid():
        before = own_latest_change(actor)
        send_values_back(actor, waiting=waiting, reason=form.cleaned_data["reason"])
        notice(request, _("Sent back"), undo_since(actor, before))
        return refresh(request, url("approvals"))
    context = {"form": form, "waiting": waiting}
    return render(request, "approvals/back.html", "approvals/_back.html", context, 200 if asks else 422)


def _approved(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Let those that were asked for count."""
    waiting = waiting_by_id(actor, _asked(request))
    before = own_latest_change(actor)
    approve_values(actor, waiting=waiting)
    text = ngettext("%(count)s value counts now.", "%(count)s values count now.", len(waiting)) % {
        "count": len(waiting)
    }
    notice(request, text, undo_since(actor, before))
    return refresh(request, url("approvals"))


def _asked(request: HttpRequest) -> dict[int, int]:
    """Numbers and versions of those whose button was pressed, else of the chosen ones, else of all that were shown."""
    given = request.POST
    return _versions(given.getlist("one") or given.getlist("chosen") or given.getlist("shown"))


def _versions(chosen: list[str]) -> dict[int, int]:
    """Numbers and versions of what was shown, as the page named them."""
    pairs = [one.split("-") for one in chosen[:MOST_SHOWN]]
    if not pairs or not all(len(pair) == 2 and all(p.isdecimal() and len(p) < 16 for p in pair) for pair in pairs):
        raise NotReadable
    return {int(pk): int(version) for pk, version in pairs}
