"""The framework as a whole: competencies by their areas, roles by their families, and the beginning of one."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Invalid
from hoshin.growth.policies import (
    GrowthRight,
    career_moves_visible_to,
    competencies_visible_to,
    job_roles_visible_to,
)
from hoshin.growth.services import bring_starter_framework
from hoshin.web.access import actor_of
from hoshin.web.growth.paths import career_picture
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.way_back import undo_since


@require_safe
def framework(request: HttpRequest) -> HttpResponse:
    """All of it on one page: there are dozens of each, not thousands."""
    actor = actor_of(request)
    found = career_moves_visible_to(actor).select_related("from_role", "to_role")
    moves = list(found.order_by("from_role__job_family", "from_role__pk", "kind", "pk"))
    roles = list(job_roles_visible_to(actor).order_by("job_family", "pk"))
    context = {
        "competencies": list(competencies_visible_to(actor).order_by("area", "name", "pk")),
        "roles": roles,
        "moves": moves,
        "picture": career_picture(roles, moves),
        "may_edit": actor.has(GrowthRight.WRITE_FRAMEWORK),
    }
    return render(request, "growth/framework.html", None, context)


@require_POST
def starter(request: HttpRequest) -> HttpResponse:
    """Begin with the framework that comes with Hoshin."""
    actor = actor_of(request)
    before = own_latest_change(actor)
    try:
        bring_starter_framework(actor)
    except Invalid as error:
        notice(request, str(error))
    else:
        notice(request, _("Three job families are there to begin with. Change what is otherwise here."),
               undo_since(actor, before))  # fmt: skip
    return redirect(request, "growth_framework")
