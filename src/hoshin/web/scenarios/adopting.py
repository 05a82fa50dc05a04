"""Adopting a scenario: what would be proposed and set is shown before anything is."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Denied, Invalid
from hoshin.scenarios.selectors import scenario_by_code
from hoshin.scenarios.services import adopt_scenario, adoptions_of
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, code: str) -> HttpResponse:
    """The targets that would be proposed or set; what was chosen is, by the ways in which targets change anyway."""
    actor = actor_of(request)
    scenario = scenario_by_code(actor, code)
    rows, fault = adoptions_of(actor, scenario), ""
    chosen = request.POST.getlist("keys") if request.method == "POST" else [one.key for one in rows if one.is_possible]
    text = request.POST.get("text", "")[:2_000]
    if request.method == "POST":
        before = own_latest_change(actor)
        try:
            done = adopt_scenario(actor, scenario=scenario, keys=chosen, text=text)
        except (Denied, Invalid) as error:
            fault = str(error)
        else:
            said = [
                ngettext("%(count)s target set.", "%(count)s targets set.", done.targets) % {"count": done.targets},
                ngettext("%(count)s proposal waits.", "%(count)s proposals wait.", len(done.proposals))
                % {"count": len(done.proposals)},
            ]
            wanted = [done.targets > 0, bool(done.proposals)]
            undo = undo_since(actor, before) if not done.proposals else None
            notice(request, " ".join(one for one, is_so in zip(said, wanted) if is_so) or _("Saved"), undo)
            return redirect(request, "scenario", scenario.code)
    context = {"scenario": scenario, "rows": rows, "chosen": chosen, "text": text, "fault": fault}
    return render(request, "scenarios/adopt.html", None, context, status=422 if fault else 200)
