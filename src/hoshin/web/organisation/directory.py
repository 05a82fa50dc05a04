"""The directory of people: found as one types, by name, title, unit or skill; before that those around oneself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Right
from hoshin.org.directory import directory_found, people_around
from hoshin.web.access import actor_of
from hoshin.web.htmx import render


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Who is found by what was typed; never everybody."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:200]
    context: dict[str, Any] = {"text": text, "may_edit": actor.has(Right.EDIT_PLAN)}
    context |= {"found": directory_found(actor, text)} if text else {"around": people_around(actor)}
    return render(request, "organisation/people.html", "organisation/_directory.html", context)
