"""The strategy map: shown to everyone, drawn by the strategy office."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid, NotFound
from hoshin.base.whole_numbers import whole_numbers
from hoshin.strategy import services
from hoshin.strategy.policies import causal_links_visible_to
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.htmx import is_htmx, render
from hoshin.web.strategy_map.forms import LinkDetailForm, LinkForm
from hoshin.web.strategy_map.page import answer, map_context, plan_drawn


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Bands, boxes and links of the plan that the address names, and the same as a table."""
    context = map_context(request, actor_of(request))
    return render(request, "strategy_map/page.html", "strategy_map/_map.html", context)


@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """Keep the order of the boxes of one band."""
    actor = actor_of(request)
    before = own_latest_change(actor)
    plan = plan_drawn(request, actor)
    ids = whole_numbers(request.POST.get("order", "").split(","))
    services.order_on_map(actor, plan=plan, ids=ids)
    return answer(request, actor, before, _("The box was moved."))


@require_POST
def own_order(request: HttpRequest) -> HttpResponse:
    """Let the map order its boxes itself again."""
    actor = actor_of(request)
    before = own_latest_change(actor)
    plan = plan_drawn(request, actor)
    services.let_map_decide(actor, plan=plan)
    return answer(request, actor, before, _("The map is ordered so that few links cross."))


@require_POST
def add_link(request: HttpRequest) -> HttpResponse:
    """State that one objective drives another."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    before, form = own_latest_change(actor), LinkForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        ends = {name: _objective(form, actor, name, data.pop(name)) for name in ("cause", "effect")}
        if all(ends.values()) and _added(request, form, ends, data):
            words = {"cause": ends["cause"].code, "effect": ends["effect"].code}
            return answer(request, actor, before, _("%(cause)s now drives %(effect)s.") % words)
    context = map_context(request, actor, form)
    return render(request, "strategy_map/page.html", "strategy_map/_add_link.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_link(request: HttpRequest, link_id: int) -> HttpResponse:
    """Lag, sign and note of a link."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    link, before = _link(actor, link_id), own_latest_change(actor)
    initial = {"lag_months": link.lag_months, "sign": link.sign, "note": link.note, "version": link.version}
    form = LinkDetailForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.change_causal_link(actor, link=link, **form.cleaned_data)
            return answer(request, actor, before, _("The link was changed."))
        except Conflict as error:
            return conflict_answer(request, error, form, initial, f"{request.path}?{request.GET.urlencode()}")
    context = {"form": form, "link": link, "query": request.GET.urlencode()}
    status = 422 if form.errors else 200
    return render(request, "strategy_map/link.html", "strategy_map/_link.html", context, status=status)


@require_POST
def remove_link(request: HttpRequest, link_id: int) -> HttpResponse:
    """Take a link off the map."""
    actor = actor_of(request)
    link, before = _link(actor, link_id), own_latest_change(actor)
    services.remove_causal_link(actor, link=link)
    words = {"cause": link.cause.code, "effect": link.effect.code}
    return answer(request, actor, before, _("%(cause)s no longer drives %(effect)s.") % words)


def _link(actor: Actor, link_id: int) -> Any:
    link = causal_links_visible_to(actor).filter(pk=link_id).first()
    if link is None:
        raise NotFound("link", str(link_id))
    return link


def _objective(form: LinkForm, actor: Actor, field: str, code: str) -> Any:
    try:
        return objective_by_code(actor, code)
    except NotFound as error:
        form.add_error(field, str(error))
        return None


def _added(request: HttpRequest, form: LinkForm, ends: dict[str, Any], data: dict[str, Any]) -> bool:
    try:
        services.add_causal_link(actor_of(request), **ends, **data)
    except Invalid as error:
        if is_htmx(request) and request.htmx.target == "map":
            # Drawn by hand: there is no form beside which it could stand.
            raise
        for problem in error.problems:
            form.add_error(
                problem.field if problem.field in form.fields else None, f"{problem.message} {problem.remedy}"
            )
        return False
    return True
