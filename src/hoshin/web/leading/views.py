"""How leading goes, for the leader; and for HR sums over at least five of them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.leading.policies import leads_units
from hoshin.leading.practice import practice_of
from hoshin.leading.sums import LEAST_LEADERS, seen_by_hr
from hoshin.org.selectors import person_of
from hoshin.web.access import actor_of
from hoshin.web.htmx import render
from hoshin.web.leading.words import in_words, wording_in_words


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What one did and owes, one thing to do next, and how the whole of one's units stands where one is HR."""
    actor = actor_of(request)
    person = person_of(actor)
    practice = practice_of(actor) if person else None
    sums, wording = seen_by_hr(actor) or (None, None)
    context = {
        "person": person,
        "practice": practice,
        "step": in_words(practice.next) if practice else None,
        "may_announce": practice is not None and (practice.reports > 0 or leads_units(actor)),
        "sums": sums,
        "least": LEAST_LEADERS,
        "wording": wording_in_words(wording) if sums else None,
    }
    return render(request, "leading/page.html", context=context)
