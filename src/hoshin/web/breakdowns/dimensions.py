"""A dimension: which measures are broken down by it, and its members."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.breakdowns.selectors.named import dimension_by_code, measures_by, members_in
from hoshin.web.access import actor_of
from hoshin.web.htmx import render

MOST_SHOWN = 500


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The measures that one may see, and the first 500 members in their order."""
    actor = actor_of(request)
    dimension = dimension_by_code(actor, code)
    members = list(members_in(actor, dimension)[: MOST_SHOWN + 1])
    context = {
        "dimension": dimension,
        "breakdowns": measures_by(actor, dimension),
        "members": members[:MOST_SHOWN],
        "has_more": len(members) > MOST_SHOWN,
    }
    return render(request, "breakdowns/dimension.html", context=context)
