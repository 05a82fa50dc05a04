"""What is noticed of one's goals, as a piece of their page that comes in behind it: for oneself, with what to do."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.okrs.selectors.signals import GoalSignal, goal_signals
from hoshin.web.access import actor_of
from hoshin.web.goals.whose import whose_goals
from hoshin.web.htmx import is_htmx, redirect, render


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Signals of one's own goals, or of a unit whose goals one writes; of anybody else's nothing. Alone, the page."""
    actor = actor_of(request)
    whose = whose_goals(actor, request.GET)
    if not is_htmx(request):
        return redirect(request, whose.address())
    signals = list[GoalSignal]()
    if whose.unit is not None and whose.may_write(actor):
        signals = goal_signals(actor, whose.unit)
    elif whose.is_own and whose.person is not None:
        signals = goal_signals(actor, whose.person)
    return render(request, "goals/_signals.html", None, {"signals": signals})
