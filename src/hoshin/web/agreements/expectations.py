"""How far expectations are agreed: in the organisation, a unit, a cycle; and of the people who report to oneself."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.agreements.policies import may_see_shares_of
from hoshin.agreements.selectors import PersonExpectations, agreed_within, expectations_in, expectations_of
from hoshin.agreements.selectors.expectations import DAYS
from hoshin.base import clock
from hoshin.okrs.models import Cycle
from hoshin.okrs.selectors import cycle_by_code, cycles_listed
from hoshin.org.policies import people_visible_to
from hoshin.org.presence import works_here
from hoshin.org.selectors import person_of
from hoshin.web.access import actor_of
from hoshin.web.found_field import FoundField
from hoshin.web.htmx import render

MOST_REPORTS = 100


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Shares of people and of goals, and how many were agreed 30 days into a cycle."""
    actor, asked = actor_of(request), request.GET.get("unit", "")
    code = request.GET.get("cycle", "")
    cycle = cycle_by_code(actor, code) if code else None
    unit, problem = None, ""
    if asked:
        try:
            field = FoundField("units")
            field.actor = actor
            unit = field.clean(asked)
        except forms.ValidationError as error:
            problem = error.messages[0]
    if unit is not None and not may_see_shares_of(actor, unit):
        unit, problem = None, _("You may see this of units that you head. Ask the strategy office.")
    begun = [one for one in cycles_listed(actor) if one.starts_on <= clock.today()]
    running = cycle or (begun[0] if begun else None)
    context = {
        "unit": unit,
        "asked": asked,
        "problem": problem,
        "cycle": cycle,
        "cycles": cycles_listed(actor),
        "found": expectations_in(actor, unit, cycle),
        "running": running,
        "within": agreed_within(actor, running, unit) if running else None,
        "days": DAYS,
        "reports": _reports(actor, cycle),
    }
    return render(request, "agreements/expectations.html", None, context)


def _reports(actor: Actor, cycle: Cycle | None) -> list[PersonExpectations]:
    own = person_of(actor)
    if own is None:
        return []
    people = people_visible_to(actor).filter(works_here(), manager=own)
    return expectations_of(actor, list(people.order_by("name")[:MOST_REPORTS]), cycle)
