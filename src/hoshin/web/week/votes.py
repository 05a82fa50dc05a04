"""How sure one is of the goals of one's unit: said in private, in place."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoshin.base.whole_numbers import whole_number
from hoshin.checkins.models import Confidence
from hoshin.checkins.selectors import goal_by_number, team_vote_on, team_votes_to_give
from hoshin.checkins.services import vote_confidence
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, notice, redirect, render
from hoshin.web.jinja import url


@require_safe
def to_give(request: HttpRequest) -> HttpResponse:
    """The goals of one's unit, behind the rest of My week; without script on the pages of the goals."""
    if not is_htmx(request):
        return redirect(request, "week")
    context = {"votes": team_votes_to_give(actor_of(request)), "confidences": Confidence.choices}
    return render(request, "week/_votes.html", context=context)


@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how sure one is, or take it back."""
    actor, said = actor_of(request), request.POST.get("confidence", "")
    goal = goal_by_number(actor, pk)
    vote_confidence(actor, objective=goal, confidence=whole_number(said, 2))
    if not is_htmx(request):
        notice(request, _("It is kept. Nobody sees what you said."))
        return redirect(request, url("objective", goal.code))
    context = {"vote": team_vote_on(actor, goal), "confidences": Confidence.choices}
    return render(request, "week/_vote.html", context=context)
