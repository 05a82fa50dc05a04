"""Who joined, moved and left, in a span that the address names: the last month and the next, where it names none."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Right
from hoshin.base import clock
from hoshin.org.movements import MOST, movements_between
from hoshin.web.access import actor_of
from hoshin.web.htmx import render

_MONTH = timedelta(days=30)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Joiners, movers and leavers side by side in time."""
    actor, today = actor_of(request), clock.today()
    since, until = (
        _day(request.GET.get(name, ""), usual) for name, usual in (("since", today - _MONTH), ("until", today + _MONTH))
    )
    context = {
        "found": movements_between(actor, since, until),
        "since": since,
        "until": until,
        "most": MOST,
        "may_edit": actor.has(Right.EDIT_PLAN),
    }
    return render(request, "organisation/movements.html", None, context)


def _day(text: str, usual: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return usual
