"""Rules of one's own: listed, made, tried on the past, changed, removed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.org.selectors import person_of
from hoshin.signals.models import WatchRule
from hoshin.signals.policies import may_change_watch_rule
from hoshin.signals.selectors import watch_rule_by_number, watch_rules_of
from hoshin.signals.services import WatchWish, add_watch_rule, change_watch_rule, remove_watch_rule, try_watch_rule
from hoshin.signals.services.detectors.own import Tried
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.found_field import MARK
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.signals.forms import WatchRuleForm
from hoshin.web.way_back import undo_since


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One's own, and those that tell one; for the office all."""
    actor = actor_of(request)
    context = {"rules": list(watch_rules_of(actor)[:200]), "person": person_of(actor)}
    return render(request, "signals/own.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a rule; with `try` it says first how often it would have spoken."""
    actor = actor_of(request)
    if person_of(actor) is None:
        raise Denied(Said("Only somebody who is a person of the organisation has rules of their own."))
    return _written(request, actor, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a rule, or read it where it is somebody else's."""
    actor = actor_of(request)
    return _written(request, actor, watch_rule_by_number(actor, pk))


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a rule with what it found."""
    actor = actor_of(request)
    rule, before = watch_rule_by_number(actor, pk), own_latest_change(actor)
    remove_watch_rule(actor, rule=rule)
    notice(request, _("The rule is removed."), undo_since(actor, before))
    return redirect(request, "watch_rules")


def _written(request: HttpRequest, actor: Actor, rule: WatchRule | None) -> HttpResponse:
    initial = _stored(rule) if rule else {"measure": request.GET.get("measure", "")}
    form = WatchRuleForm(request.POST or None, actor=actor, initial=initial)
    tried: Tried | None = None
    if request.method == "POST" and form.is_valid():
        before, wish = own_latest_change(actor), _wish(form)
        try:
            if "try" in request.POST:
                tried = try_watch_rule(actor, wish=wish)
            else:
                _save(actor, rule, wish, form.cleaned_data["version"])
                notice(request, _("The rule is kept."), undo_since(actor, before))
                return redirect(request, "watch_rules")
        except Conflict as conflict:
            assert rule is not None, "only what is there was changed by somebody else"
            theirs = _stored(watch_rule_by_number(actor, rule.pk))
            return conflict_answer(request, conflict, form, theirs, request.path, back_url=request.path)
        except Invalid as error:
            place_problems(form, error)
    may_change = rule is None or may_change_watch_rule(actor, rule)
    context = {"form": form, "rule": rule, "tried": tried, "may_change": may_change}
    return render(request, "signals/own_rule.html", context=context, status=422 if form.errors else 200)


def _save(actor: Actor, rule: WatchRule | None, wish: WatchWish, version: int | None) -> None:
    if rule is None:
        add_watch_rule(actor, wish=wish)
    else:
        change_watch_rule(actor, rule=rule, wish=wish, version=version)


def _wish(form: WatchRuleForm) -> WatchWish:
    said = form.cleaned_data
    return WatchWish(
        said["name"],
        said["line"],
        said["measure"],
        None,
        said["formula"],
        said["comparison"],
        said["periods"],
        said.get("tells"),
        said["is_on"],
    )


def _stored(rule: WatchRule) -> dict[str, Any]:
    measure = rule.measure
    return {
        "name": rule.name,
        "measure": f"{measure.code}{MARK}{measure.name}" if measure else "",
        "formula": rule.formula,
        "comparison": rule.comparison,
        "line": rule.line,
        "periods": rule.periods,
        "tells": rule.tells_id,
        "is_on": rule.is_on,
        "version": rule.version,
    }
