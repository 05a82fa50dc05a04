"""What the coach says of a goal while it is typed: a fragment beside the form, or a page on which one can try a wording."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from hoshin.accounts.access import Actor
from hoshin.base.whole_numbers import whole_number
from hoshin.okrs.drafts import GoalDraft, TypedResult
from hoshin.okrs.selectors import coached, goals_called
from hoshin.strategy.models import Objective, Plan
from hoshin.strategy.policies import objectives_visible_to, plans_visible_to
from hoshin.web.access import actor_of
from hoshin.web.found_field import MARK
from hoshin.web.htmx import is_htmx, render

LONGEST, MOST_PARENTS, MOST_RESULTS = 500, 50, 20


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The five checks of what stands in the form that asks; nothing is kept."""
    actor = actor_of(request)
    typed = request.POST if request.method == "POST" else request.GET
    draft = draft_of(actor, typed)
    context: dict[str, Any] = {"draft": draft, "coached": coached(actor, draft) if draft.name else None}
    context["is_answer"] = is_htmx(request)
    piece = "coach/_line.html" if typed.get("look") == "line" else "coach/_answer.html"
    return render(request, "coach/page.html", piece, context)


def draft_of(actor: Actor, typed: QueryDict) -> GoalDraft:
    """The goal in the fields of a form; a field that holds nothing readable is empty here, and the form itself says so."""
    objective, place = _objective(actor, typed.get("coached", "")), _number(typed.get("perspective", ""))
    lines = [typed.get(f"serves-{number}", "") for number in range(MOST_PARENTS)]
    codes = [line.split(MARK)[0] for line in lines if line.strip()]
    return GoalDraft(
        plan=objective.plan if objective else _plan(actor, place, typed.get("plan", "")),
        name=" ".join(typed.get("name", "")[:LONGEST].split()),
        description=typed.get("description", "")[:2_000],
        starts_on=_day(typed.get("start_date", "")),
        due_on=_day(typed.get("due_date", "")),
        unit_code=typed.get("unit", "").rpartition(MARK)[2].strip(),
        has_place=place is not None,
        objective=objective,
        parents=goals_called(actor, codes) if "serves-0" in typed else None,
        key_results=_results(typed),
    )


def _results(typed: QueryDict) -> tuple[TypedResult, ...]:
    """The key results that stand in the form, as far as they are new or named."""
    keys = [f"kr-{number}-" for number in range(MOST_RESULTS) if typed.get(f"kr-{number}-name", "").strip()]
    return tuple(
        TypedResult(
            bool(typed.get(f"{key}target", "").strip()) or typed.get(f"{key}kind") in ("milestone", "levels"),
            bool(typed.get(f"{key}baseline", "").strip()) or typed.get(f"{key}kind") in ("milestone", "levels"),
            bool(typed.get(f"{key}unit", "").strip()) or "%" in typed.get(f"{key}target", ""),
        )
        for key in keys
    )


def _plan(actor: Actor, perspective: int | None, code: str) -> Plan | None:
    """The plan of a perspective, or of a code, or else the first there is."""
    plans = plans_visible_to(actor)
    if perspective is not None:
        return plans.filter(perspectives=perspective).first()
    return (plans.filter(code__iexact=code).first() if code else None) or plans.first()


def _number(text: str) -> int | None:
    return whole_number(text)


def _objective(actor: Actor, text: str) -> Objective | None:
    number = _number(text)
    if number is None:
        return None
    return objectives_visible_to(actor).select_related("plan").filter(pk=number).first()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
