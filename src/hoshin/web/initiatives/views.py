"""The list of initiatives, and one initiative in full."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import history as past_of
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.base.paging import counted_page
from hoshin.initiatives.models import Initiative
from hoshin.initiatives.policies import (
    InitiativeRight,
    baselines_visible_to,
    initiatives_visible_to,
    may_write_and_is_open,
    reported_by,
    team_visible_to,
)
from hoshin.initiatives.reasons import reason_of
from hoshin.initiatives.selectors import (
    InitiativesWanted,
    costs_of,
    initiative_by_code,
    initiatives_for,
    initiatives_listed,
    planned_milestones,
    shown_initiatives,
)
from hoshin.org.selectors import person_of, unit_by_code
from hoshin.strategy.policies import objectives_visible_to
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.access import actor_of
from hoshin.web.history import rows_of
from hoshin.web.htmx import render
from hoshin.web.initiatives.forms import CostForm, MilestoneForm, StatusForm, range_in_words
from hoshin.web.initiatives.words import LOOKS

A_PAGE = 50
SORTS = {"due": _("Due"), "code": _("Code"), "name": _("Name"), "budget": _("Budget")}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All of them, as they are asked for."""
    actor = actor_of(request)
    wanted, unknown = wanted_of(request, actor)
    page = counted_page(initiatives_listed(actor, wanted), request.GET.get("page", 1), size=A_PAGE)
    context = {
        "rows": page.showing(shown_initiatives(actor, list(page.rows))),
        "wanted": wanted,
        "unknown": unknown,
        "is_person": person_of(actor) is not None,
        "looks": LOOKS,
        "sorts": SORTS,
        "has_filter": wanted != InitiativesWanted(sort=wanted.sort),
        "may_start": actor.has(InitiativeRight.WRITE_OWN),
    }
    return render(request, "initiatives/index.html", None, context)


def wanted_of(request: HttpRequest, actor: Actor) -> tuple[InitiativesWanted, list[str]]:
    """What the address asks for, and the codes in it that nothing has."""
    query, unknown = request.GET, list[str]()
    found: dict[str, Any] = {}
    for name, by_code in (("unit", unit_by_code), ("objective", objective_by_code)):
        code = query.get(name, "").strip()
        try:
            found[name] = by_code(actor, code) if code else None
        except NotFound:
            unknown.append(code)
    status = query.get("status", "")
    return InitiativesWanted(
        text=query.get("q", "").strip()[:200],
        mine=bool(query.get("mine")),
        late=bool(query.get("late")),
        status=status if status in LOOKS else "",
        ended=bool(query.get("ended")),
        sort=query.get("sort", "") if query.get("sort", "") in SORTS else "due",
        **found,
    ), unknown


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One: what it serves, how far it is, its milestones and costs, and what is said of it."""
    actor = actor_of(request)
    return page_of_one(request, actor, initiative_by_code(actor, code))


def page_of_one(
    request: HttpRequest,
    actor: Actor,
    row: Initiative,
    *,
    milestones: list[MilestoneForm] | None = None,
    costs: list[CostForm] | None = None,
    status: StatusForm | None = None,
) -> HttpResponse:
    """The page of one, with what was typed where something is wrong with it."""
    shown = shown_initiatives(actor, [row])[0]
    baselines = list(baselines_visible_to(actor).filter(initiative=row).order_by("-agreed_at", "-pk")[:20])
    planned = planned_milestones(actor, [row], baselines[:1]).get(row.pk, [])
    sums, (writes, is_open) = costs_of(actor, row), may_write_and_is_open(actor, row)
    reports = set() if writes else set(reported_by(actor).filter(initiative=row).values_list("pk", flat=True))
    said = {"status": row.status, "status_reason": row.status_reason, "status_until": row.status_until}
    context = {
        "row": row,
        "shown": shown,
        "reason": reason_of(row, shown.standing),
        "look": LOOKS[shown.standing.status],
        "serves": [(one, range_in_words(one)) for one in shown.serves],
        "team": list(team_visible_to(actor).filter(initiative=row).select_related("person").order_by("person__name")),
        "milestones": milestones or milestone_forms(actor, row, planned),
        "reports": reports,
        "writes": writes,
        "sums": sums,
        "costs": costs or [CostForm(row=line.row) for line in sums.lines] + [CostForm()],
        "status": status or StatusForm(initial=said | {"version": row.version}),
        "baselines": baselines,
        "is_open": is_open,
        "today": clock.today(),
    }
    is_wrong = milestones is not None or costs is not None or status is not None
    return render(request, "initiatives/one.html", context=context, status=422 if is_wrong else 200)


def milestone_forms(actor: Actor, row: Initiative, planned: Any, data: Any = None) -> list[MilestoneForm]:
    """A row for each milestone, and one for a new one."""
    forms = [MilestoneForm(data, actor=actor, initiative=row, one=one) for one in planned]
    return [*forms, MilestoneForm(data, actor=actor, initiative=row)]


@require_safe
def for_objective(request: HttpRequest, pk: int) -> HttpResponse:
    """What is being done for an objective: a part of its page, which comes in behind the rest."""
    actor = actor_of(request)
    objective = objectives_visible_to(actor).filter(pk=pk).first()
    if objective is None:
        raise NotFound("objective", str(pk))
    context = {
        "objective": objective,
        "rows": initiatives_for(actor, objective),
        "looks": LOOKS,
        "may_start": actor.has(InitiativeRight.WRITE_OWN),
    }
    return render(request, "initiatives/for_objective.html", "initiatives/_for_objective.html", context)


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed it, when, from what to what."""
    actor = actor_of(request)
    row = initiative_by_number(actor, pk)
    found = past_of(actor, table="initiatives_initiative", row=row.pk)
    context = {"name": row.name, "back": "initiative", "code": row.code, "rows": rows_of(actor, found.changes)}
    return render(request, "_shared/history.html", "_shared/history_list.html", context)


def initiative_by_number(actor: Actor, pk: int) -> Initiative:
    """The initiative of that number. NotFound where there is none that the actor sees."""
    row = initiatives_visible_to(actor).select_related("owner", "unit", "progress_measure").filter(pk=pk).first()
    if row is None:
        raise NotFound("initiative", str(pk))
    return row
