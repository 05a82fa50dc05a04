"""The register with its map, one risk in full, and the risks that an objective is at."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import history as past_of
from hoshin.base import clock
from hoshin.base.amounts import number_text
from hoshin.base.errors import NotFound
from hoshin.base.paging import counted_page
from hoshin.org.selectors import organisation, person_by_employee_id, person_of, unit_by_code
from hoshin.risks.assembly import LossCurve
from hoshin.risks.models import Risk, RiskKind
from hoshin.risks.policies import RiskRight, categories_visible_to, is_open_to_all, may_write, risks_visible_to
from hoshin.risks.selectors import (
    RisksWanted,
    category_by_code,
    heat_map,
    losses_of_category,
    mean_losses_of,
    risk_by_code,
    risks_listed,
    shown_risk,
)
from hoshin.strategy.policies import objectives_visible_to
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.access import actor_of
from hoshin.web.history import rows_of
from hoshin.web.htmx import render
from hoshin.web.risks.drawing import curve_svg
from hoshin.web.risks.forms import RiskClosingForm
from hoshin.web.risks.parts import assessment_form, control_forms, indicator_forms, indicator_lines
from hoshin.web.risks.words import LIKELIHOODS, impacts_in, look_of

A_PAGE = 50
SORTS = {"level": _("Level"), "review": _("Looked at again"), "name": _("Name"), "code": _("Code")}
_FOUND = (
    ("category", category_by_code),
    ("unit", unit_by_code),
    ("objective", objective_by_code),
    ("owner", person_by_employee_id),
)
_STEPS = {str(step): step for step in range(1, 6)}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All of them, as they are asked for, below the map of where they lie before and after controls."""
    actor = actor_of(request)
    wanted, unknown = wanted_of(request, actor)
    rows = risks_listed(actor, wanted)
    page = counted_page(rows, request.GET.get("page", 1), size=A_PAGE)
    known, losses = organisation(), mean_losses_of(actor, list(page.rows))
    curve = losses_of_category(actor, wanted.category) if wanted.category else None
    context = {
        "rows": page,
        "losses": losses,
        "map": heat_map(rows),
        "wanted": wanted,
        "unknown": unknown,
        "categories": list(categories_visible_to(actor).order_by("name", "pk")),
        "kinds": RiskKind.choices,
        "sorts": SORTS,
        "likelihoods": LIKELIHOODS,
        "impacts": impacts_in(wanted.category),
        "look_of": look_of,
        "has_filter": wanted != RisksWanted(sort=wanted.sort),
        "is_person": person_of(actor) is not None,
        "may_enter": actor.has(RiskRight.WRITE_OWN),
        "currency": known.currency if known else "",
        "today": clock.today(),
        **curve_context(curve),
    }
    return render(request, "risks/index.html", None, context)


def wanted_of(request: HttpRequest, actor: Actor) -> tuple[RisksWanted, list[str]]:
    """What the address asks for, and the codes in it that nothing has."""
    query, unknown = request.GET, list[str]()
    found: dict[str, Any] = {}
    for name, by_code in _FOUND:
        code = query.get(name, "").strip()
        try:
            found[name] = by_code(actor, code) if code else None
        except NotFound:
            unknown.append(code)
    cell = tuple(_STEPS.get(query.get(name, ""), 0) for name in ("likelihood", "impact"))
    return RisksWanted(
        text=query.get("q", "").strip()[:200],
        mine=bool(query.get("mine")),
        above=bool(query.get("above")),
        review=bool(query.get("review")),
        closed=bool(query.get("closed")),
        kind=query.get("kind", "") if query.get("kind", "") in RiskKind.values else "",
        cell=(cell[0], cell[1]) if all(cell) else None,
        sort=query.get("sort", "") if query.get("sort", "") in SORTS else "level",
        **found,
    ), unknown


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One: why it may come, what it would do, how it stands, what tells of it and what is done."""
    actor = actor_of(request)
    return page_of_one(request, actor, risk_by_code(actor, code))


def page_of_one(request: HttpRequest, actor: Actor, row: Risk, **typed: Any) -> HttpResponse:
    """The page of one, with what was typed where something is wrong with it."""
    shown, known = shown_risk(actor, row), organisation()
    writes = may_write(actor, row)
    context = {
        "row": row,
        "shown": shown,
        "writes": writes,
        "indicator_lines": indicator_lines(shown.indicators),
        "assessment": assessment_form(row, shown),
        "controls": control_forms(shown),
        "indicators": indicator_forms(actor, shown),
        "closing": RiskClosingForm(),
        "is_open": is_open_to_all(row),
        "look_of": look_of,
        "likelihoods": LIKELIHOODS,
        "impacts": impacts_in(row.category),
        "currency": known.currency if known else "",
        "today": clock.today(),
        **curve_context(shown.losses),
    }
    return render(request, "risks/one.html", context=context | typed, status=422 if typed else 200)


def curve_context(curve: LossCurve | None) -> dict[str, Any]:
    """A curve with its drawing; nothing where nothing is in money."""
    if curve is None:
        return {"curve": None}
    words = translated("Share of years that cost more than an amount, from %(low)s to %(high)s") % {
        "low": number_text(round(curve.points[0].amount)),
        "high": number_text(round(curve.points[-1].amount)),
    }
    return {"curve": curve, "curve_drawn": curve_svg(curve, words)}


@require_safe
def for_objective(request: HttpRequest, pk: int) -> HttpResponse:
    """The open risks that an objective is at: a part of its page, which comes in behind the rest."""
    actor = actor_of(request)
    objective = objectives_visible_to(actor).filter(pk=pk).first()
    if objective is None:
        raise NotFound("objective", str(pk))
    context = {
        "objective": objective,
        "rows": list(risks_listed(actor, RisksWanted(objective=objective))[:A_PAGE]),
        "look_of": look_of,
        "may_enter": actor.has(RiskRight.WRITE_OWN),
    }
    return render(request, "risks/for_objective.html", "risks/_for_objective.html", context)


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed it, when, from what to what."""
    actor = actor_of(request)
    row = risk_by_number(actor, pk)
    found = past_of(actor, table="risks_risk", row=row.pk)
    context = {"name": row.name, "back": "risk", "code": row.code, "rows": rows_of(actor, found.changes)}
    return render(request, "_shared/history.html", "_shared/history_list.html", context)


def risk_by_number(actor: Actor, pk: int) -> Risk:
    """The risk of that number. NotFound where there is none that the actor sees."""
    row = risks_visible_to(actor).select_related("owner", "unit", "category").filter(pk=pk).first()
    if row is None:
        raise NotFound("risk", str(pk))
    return row
