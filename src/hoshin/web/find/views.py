"""Answers of the command palette, as a fragment."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.web.access import actor_of
from hoshin.web.find.answers import answers_to
from hoshin.web.find.deeds import verbs_known
from hoshin.web.htmx import render


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What is called like the words asked for, and what can be done so: the palette's list, or a page."""
    actor, query = actor_of(request), request.GET.get("q", "").strip()[:200]
    groups = answers_to(actor, query, request.GET.getlist("lately"))
    context = {"query": query, "groups": groups, "verbs": verbs_known(actor)}
    return render(request, "find/page.html", "_shared/found.html", context)
