"""What was said of a goal, as it stands on its page; blockers answered and cleared."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoshin.accounts.access import Actor
from hoshin.base.errors import Conflict, Invalid
from hoshin.checkins.models import Confidence
from hoshin.checkins.policies import blockers_asked_of, check_ins_to_acknowledge, may_check_in
from hoshin.checkins.selectors import (
    acknowledged,
    blocker_by_number,
    check_ins_on,
    goal_by_number,
    is_goal,
    open_blockers_on,
    reviewer_of,
    team_vote_on,
)
from hoshin.checkins.services import acknowledge, answer_blocker, clear_blocker, set_reviewer
from hoshin.discussion.selectors import counts_of
from hoshin.org.models import Person
from hoshin.org.selectors import people_found, person_by_employee_id
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.access import actor_of
from hoshin.web.found_field import MARK
from hoshin.web.htmx import notice, refresh, render

SHOWN = 30


@require_safe
def section(request: HttpRequest, code: str) -> HttpResponse:
    """The check-ins of a goal and what stands in its way: a section of its page, or a page of its own."""
    actor = actor_of(request)
    objective = objective_by_code(actor, code, ever=True)
    said, may_say = list(check_ins_on(actor, objective)[:SHOWN]), may_check_in(actor, objective)
    is_taken_on = is_goal(actor, objective)
    context = {
        "objective": objective,
        "check_ins": said,
        "seen": acknowledged(actor, said),
        "comments": counts_of(actor, "check_in", [row.pk for row in said]),
        "reviewer": reviewer_of(actor, objective),
        "vote": team_vote_on(actor, objective) if is_taken_on else None,
        "confidences": Confidence.choices,
        "may_choose": may_say and is_taken_on,
        "blockers": open_blockers_on(actor, objective),
        "asked": set(blockers_asked_of(actor).filter(objective=objective).values_list("pk", flat=True)),
        "may_check_in": may_say,
    }
    return render(request, "week/goal.html", "week/_said.html", context)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer what stands in somebody's way."""
    actor = actor_of(request)
    blocker = blocker_by_number(actor, pk)
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
    clear_blocker(actor, blocker=blocker_by_number(actor, pk))
    notice(request, _("Out of the way."))
    return refresh(request)


@require_POST
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Acknowledge all that was said of a goal, perhaps with a word back."""
    actor = actor_of(request)
    waiting = list(check_ins_to_acknowledge(actor).filter(objective=goal_by_number(actor, pk)))
    if waiting:
        acknowledge(actor, check_ins=waiting, word=request.POST.get("word", ""))
    notice(request, _("Seen.") if waiting else _("Somebody has seen it already."))
    return refresh(request)


@require_POST
def reviewer(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who looks at what is said of a goal beside its owner, or nobody."""
    actor = actor_of(request)
    goal, text = goal_by_number(actor, pk), request.POST.get("person", "").rpartition(MARK)[2].strip()
    try:
        set_reviewer(actor, objective=goal, person=_named(actor, text) if text else None)
    except Invalid as found:
        notice(request, str(found))
        return refresh(request)
    notice(request, _("It is saved."))
    return refresh(request)


def _named(actor: Actor, text: str) -> Person:
    found = people_found(actor, text, 2)
    return found[0] if len(found) == 1 else person_by_employee_id(actor, text)
