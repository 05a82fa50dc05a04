"""What was said of a goal, as it stands on its page; blockers answered and cleared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoshin.base.errors import Conflict, Invalid
from hoshin.checkins.policies import blockers_asked_of, blockers_visible_to, may_check_in
from hoshin.checkins.selectors import check_ins_on, open_blockers_on
from hoshin.checkins.services import answer_blocker, clear_blocker
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, refresh, render

SHOWN = 30


@require_safe
def section(request: HttpRequest, code: str) -> HttpResponse:
    """The check-ins of a goal and what stands in its way: a section of its page, or a page of its own."""
    actor = actor_of(request)
    objective = objective_by_code(actor, code, ever=True)
    context = {
        "objective": objective,
        "check_ins": check_ins_on(actor, objective)[:SHOWN],
        "blockers": open_blockers_on(actor, objective),
        "asked": set(blockers_asked_of(actor).filter(objective=objective).values_list("pk", flat=True)),
        "may_check_in": may_check_in(actor, objective),
    }
    return render(request, "week/goal.html", "week/_said.html", context)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer what stands in somebody's way."""
    actor = actor_of(request)
    blocker = get_object_or_404(blockers_visible_to(actor).select_related("objective__owner", "raised_by"), pk=pk)
    try:
        answer_blocker(actor, blocker=blocker, answer=request.POST.get("answer", ""), version=blocker.version)
    except (Invalid, Conflict) as found:
        notice(request, str(found))
        return refresh(request)
    notice(request, _("The answer is told to whoever asked."))
    return refresh(request)


@require_POST
def clear(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that something is out of the way."""
    actor = actor_of(request)
    blocker = get_object_or_404(blockers_visible_to(actor).select_related("objective__owner"), pk=pk)
    clear_blocker(actor, blocker=blocker)
    notice(request, _("Out of the way."))
    return refresh(request)
