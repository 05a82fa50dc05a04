"""The list of corrective actions, and one of them in four steps: plan, do, check, act."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.actions.effects import effect_of
from hoshin.actions.models import BONES, WHYS, CorrectiveAction
from hoshin.actions.policies import may_change_action
from hoshin.actions.selectors import SHOWN, SORTS, WHOSE, ActionWish, action_by_code, actions_listed
from hoshin.audit.selectors import history as past_of
from hoshin.base.amounts import number_text
from hoshin.base.errors import NotFound
from hoshin.base.paging import counted_page
from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import Measure
from hoshin.org.selectors import organisation
from hoshin.scorecards.selectors import measure_detail, period_for, score_zones, series_of
from hoshin.scorecards.selectors.nodes import node_of
from hoshin.strategy.models import Objective
from hoshin.web.access import actor_of
from hoshin.web.actions.forms import CheckForm
from hoshin.web.charts import Chart, measure_chart, score_chart
from hoshin.web.history import rows_of
from hoshin.web.htmx import render

PAGE_LINES = 50
_WHOSE = {"mine": gettext_lazy("Mine"), "unit": gettext_lazy("My unit"), "all": gettext_lazy("All")}
_SHOWN = {
    "going_on": gettext_lazy("Going on"),
    "open": gettext_lazy("Open"),
    "late": gettext_lazy("Late"),
    "to_check": gettext_lazy("To check"),
    "checked": gettext_lazy("Checked"),
    "dropped": gettext_lazy("Dropped"),
    "all": gettext_lazy("Every state"),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Corrective actions: mine, my unit's or all, by how far they are."""
    actor, query = actor_of(request), request.GET
    whose, shown, sort = query.get("whose", "mine"), query.get("shown", "going_on"), query.get("sort", "due")
    wish = ActionWish(
        query.get("q", "").strip(),
        whose if whose in WHOSE else "mine",
        shown if shown in SHOWN else "going_on",
        sort if sort.lstrip("-") in SORTS else "due",
    )
    known = organisation()
    context = {
        "wish": wish,
        "rows": counted_page(actions_listed(actor, wish), query.get("page", 1), size=PAGE_LINES),
        "whose": _WHOSE.items(),
        "shown": _SHOWN.items(),
        "has_filter": bool(wish.text) or wish.shown != "going_on",
        "currency": known.currency if known else "",
    }
    return render(request, "actions/index.html", "actions/_list.html", context)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One action, from what happened to what came of it."""
    action = action_by_code(actor_of(request), code)
    return action_page(request, action, CheckForm(initial={"version": action.version}))


def action_page(request: HttpRequest, action: CorrectiveAction, form: CheckForm, status: int = 200) -> HttpResponse:
    """The page of an action, with the form of its check as it was filled."""
    actor = actor_of(request)
    found, known = effect_of(actor, action), organisation() if action.cost is not None else None
    acts_on: Measure | Objective = action.effect_on or action.thing
    decimals = acts_on.decimals if isinstance(acts_on, Measure) else None
    context = {
        "action": action,
        "effect": found,
        "moved": _signed(found.moved, decimals),
        "low": _signed(action.expected_low, decimals),
        "high": _signed(action.expected_high, decimals),
        "is_within": found.is_within(action.expected_low, action.expected_high),
        "acts_on": acts_on,
        "whys": [text for text in (getattr(action, name) for name in WHYS) if text],
        "bones": [(CorrectiveAction._meta.get_field(name).verbose_name, getattr(action, name)) for name in BONES],
        "chart": _chart(actor, action, acts_on),
        "may_change": may_change_action(actor, action),
        "form": form,
        "currency": known.currency if known else "",
    }
    return render(request, "actions/action.html", None, context, status)


@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Who changed the action, when, from what to what."""
    actor = actor_of(request)
    action = action_by_code(actor, code)
    found = past_of(actor, table="actions_correctiveaction", row=action.pk)
    context = {"name": action.name, "back": "action", "code": action.code, "rows": rows_of(actor, found.changes)}
    return render(request, "_shared/history.html", "_shared/history_list.html", context)


def _chart(actor: Actor, action: CorrectiveAction, acts_on: Measure | Objective) -> Chart | None:
    """What it acts on, before and since, with the days of the action marked; None where the actor may not see it."""
    unit = action.unit.code if action.unit and action.effect_on_id in (None, action.measure_id) else ""
    if isinstance(acts_on, Measure):
        # In plans that the actor sees alone: of a measure that they do not see there are none.
        return measure_chart(measure_detail(actor, acts_on, unit=unit or None), _marks(action))
    try:
        node = node_of(actor, acts_on.code, kind="objective", unit=unit or None)
    except NotFound:
        return None
    latest = period_for(node.plan)
    points = series_of(node.plan, node.pk, latest) if latest else []
    return score_chart(acts_on.name, points, score_zones(node.plan, points), node.plan.status_scale) if points else None


def _signed(change: float | None, decimals: int | None) -> str:
    """A change as people write it, with its sign."""
    if change is None:
        return ""
    sign = "+" if change > 0 else "\N{MINUS SIGN}" if change < 0 else ""
    return sign + number_text(abs(change), decimals)


def _marks(action: CorrectiveAction) -> dict[Period, tuple[str, ...]]:
    """What is told beside the values of its days."""
    days = [(action.starts_on, _("%(code)s begins")), (action.done_on, _("%(code)s is done"))]
    found: dict[Period, tuple[str, ...]] = {}
    for day, text in days:
        if day is not None:
            period = Period.containing(day, Frequency.DAILY)
            found[period] = (*found.get(period, ()), text % {"code": action.code})
    return found
