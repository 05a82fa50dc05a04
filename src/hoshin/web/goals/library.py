"""The library of templates: searched as one types, and a way to begin a goal."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Right, require
from hoshin.okrs.library import FUNCTIONS, templates_found
from hoshin.web.access import actor_of
from hoshin.web.goals.whose import whose_goals
from hoshin.web.htmx import is_htmx, render


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Templates by function, those alone that hold what is searched; each leads to the form that it fills."""
    actor = actor_of(request)
    require(actor, Right.SEE)
    whose, text = whose_goals(actor, request.GET), request.GET.get("q", "").strip()[:200]
    found = templates_found(text)
    groups = [(part.FUNCTION, [one for one in found if one in part.TEMPLATES]) for part in FUNCTIONS]
    context = {
        "groups": [(function, templates) for function, templates in groups if templates],
        "text": text,
        "whose": whose,
        "may_write": bool(whose.name) and whose.may_write(actor),
    }
    if is_htmx(request):
        return render(request, "goals/_templates.html", None, context)
    return render(request, "goals/library.html", context=context)
