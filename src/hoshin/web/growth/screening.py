"""Whether offers and promotions reach groups alike: for HR of units."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.growth.selectors import OUTCOMES, impact_screen
from hoshin.org.relations import is_hr_of_any_unit
from hoshin.web.access import actor_of
from hoshin.web.htmx import render


@require_safe
def screen(request: HttpRequest) -> HttpResponse:
    """The screen of each outcome, over the people of whom one is HR."""
    actor = actor_of(request)
    lines = impact_screen(actor)
    outcomes = []
    for outcome, title in OUTCOMES.items():
        own = [line for line in lines if line.outcome == outcome]
        shown = [line for line in own if line.verdict != "suppressed"]
        outcomes += [(title, shown, len(own) - len(shown))] if own else []
    context = {"outcomes": outcomes, "is_hr": is_hr_of_any_unit(actor)}
    return render(request, "growth/screen.html", context=context)
