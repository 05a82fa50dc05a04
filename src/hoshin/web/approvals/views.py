"""Values that wait for somebody's approval: all or one let count, or sent back with a reason."""

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoshin.accounts.access import Actor, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import NotReadable
from hoshin.measures.models import Actual, WaitingValue
from hoshin.measures.policies import MeasureRight, actuals_visible_to, awaiting, require_may_approve, waiting_for
from hoshin.measures.selectors import measure_by_code, waiting_at, waiting_by_id
from hoshin.measures.services import approve_values, send_values_back
from hoshin.measures.services.approving import LONGEST_REASON
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, refresh, render
from hoshin.web.jinja import url
from hoshin.web.way_back import undo_since

MOST_SHOWN = 200


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What is to be looked at again"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)


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


def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one back with a reason, in a dialog or on a page of its own."""
    actor = actor_of(request)
    waiting = waiting_by_id(actor, {pk: 0})[0]
    require_may_approve(actor, [waiting.measure])
    shown = waiting_for(actor).filter(pk=pk).values_list("version", flat=True).first()
    form = ReasonForm(request.POST or None, initial={"version": shown})
    if request.method == "POST" and form.is_valid():
        before = own_latest_change(actor)
        waiting.version = form.cleaned_data["version"]
        send_values_back(actor, waiting=[waiting], reason=form.cleaned_data["reason"])
        notice(request, _("Sent back"), undo_since(actor, before))
        return refresh(request, url("approvals"))
    status = 422 if request.method == "POST" else 200
    return render(request, "approvals/back.html", "approvals/_back.html", {"form": form, "waiting": waiting}, status)


def _approved(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Let the one whose button was pressed count, or all that were shown."""
    chosen = request.POST.getlist("one") or request.POST.getlist("shown")
    before = own_latest_change(actor)
    waiting: list[WaitingValue] = waiting_by_id(actor, _versions(chosen))
    approve_values(actor, waiting=waiting)
    text = ngettext("%(count)s value counts now.", "%(count)s values count now.", len(waiting)) % {
        "count": len(waiting)
    }
    notice(request, text, undo_since(actor, before))
    return refresh(request, url("approvals"))


def _versions(chosen: list[str]) -> dict[int, int]:
    """Numbers and versions of what was shown, as the page named them."""
    pairs = [one.split("-") for one in chosen[:MOST_SHOWN]]
    if not pairs or not all(len(pair) == 2 and all(p.isdecimal() and len(p) < 16 for p in pair) for pair in pairs):
        raise NotReadable
    return {int(pk): int(version) for pk, version in pairs}
