"""Answers of the command palette, as a fragment."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.web.access import actor_of
from hoshin.web.find.answers import answers_to
from hoshin.web.htmx import render


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What is called like the words asked for: the palette's list, or a page."""
    query = request.GET.get("q", "").strip()[:200]
    context = {"query": query, "groups": answers_to(actor_of(request), query)}
    return render(request, "find/page.html", "_shared/found.html", context)
