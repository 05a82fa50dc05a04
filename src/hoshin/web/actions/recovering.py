"""Drafting a recovery: what explains a fall, with which targets it is brought back, and what that reaches."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoshin.actions.policies import require_may_act_on
from hoshin.actions.recovery import RecoveryDraft, recovery_of
from hoshin.actions.services import write_recovery
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Denied, Invalid
from hoshin.base.whole_numbers import whole_numbers
from hoshin.commentary.policies import readers_of
from hoshin.okrs.policies import may_write_goals_of
from hoshin.org.selectors import person_of
from hoshin.scorecards.selectors import node_of
from hoshin.web.access import actor_of
from hoshin.web.actions.about import AboutThing, about_thing
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """The draft, reckoned with the leaves that are chosen; saved as a goal that counts for nothing yet."""
    about = about_thing(request, kind, code, period)
    actor = actor_of(request)
    require_may_act_on(actor, about.thing, about.unit)
    asked = request.POST if request.method == "POST" else request.GET
    chosen = whole_numbers(asked.getlist("leaf"))
    name, readers = asked.get("name", "").strip(), readers_of(about.thing)
    context: dict[str, Any] = {"about": about, "draft": None, "problems": [], "name": name, "readers": readers}
    try:
        found = _found(about, chosen if "reckon" in asked or request.method == "POST" else None)
        context |= {"draft": found, "name": context["name"] or _("Bring %(name)s back") % {"name": about.thing.name}}
        if request.method == "POST" and "reckon" not in asked:
            return _saved(request, about, found, asked.get("name", ""))
    except Invalid as error:
        context["problems"] = error.problems
    status = 422 if context["problems"] else 200
    return render(request, "actions/recovery.html", None, context, status)


def _found(about: AboutThing, chosen: list[int] | None) -> RecoveryDraft:
    node = node_of(about.actor, about.thing.code, kind=about.kind, unit=about.unit_code or None)
    return recovery_of(about.actor, node, about.period, chosen)


def _saved(request: HttpRequest, about: AboutThing, found: RecoveryDraft, name: str) -> HttpResponse:
    actor, before = about.actor, own_latest_change(about.actor)
    person = about.thing.owner
    if person is None or not may_write_goals_of(actor, person):
        person = person_of(actor)
    if person is None:
        raise Denied("Nobody owns it, and you are no person of the organisation: name an owner first.")
    goal = write_recovery(actor, draft=found, person=person, name=name)
    text = _("“%(name)s” is a draft of %(who)s: it counts for nothing until it has a due date.")
    notice(request, text % {"name": goal.objective.name, "who": person.name}, undo_since(actor, before))
    return redirect(request, "objective", goal.objective.code)
