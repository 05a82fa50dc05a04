"""The rules of the house: what they speak of, what their signals were worth, and how the office sets them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.signals.kinds import RuleSetting
from hoshin.signals.policies import SignalRight, require_may_tune
from hoshin.signals.selectors import rule_by_code, rules_listed
from hoshin.signals.services import set_signal_rule
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.signals.forms import RuleForm
from hoshin.web.way_back import undo_since


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All of them, with the share of useful signals beside each."""
    actor = actor_of(request)
    context = {"rules": rules_listed(actor), "may_tune": actor.has(SignalRight.TUNE)}
    return render(request, "signals/rules.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Set one: whether it speaks, from which cut points on, and what usually helps."""
    actor = actor_of(request)
    require_may_tune(actor)
    setting, before = rule_by_code(actor, code), own_latest_change(actor)
    form = RuleForm(request.POST or None, setting=setting, initial=_stored(setting))
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("is_on", "play", "version")}
        try:
            set_signal_rule(actor, code=code, cuts=form.cuts(), **said)
        except Conflict as conflict:
            theirs = _stored(rule_by_code(actor, code))
            return conflict_answer(request, conflict, form, theirs, request.path, back_url=request.path)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("The rule is set."), undo_since(actor, before))
            return redirect(request, "signal_rules")
    context = {"form": form, "setting": setting}
    return render(request, "signals/rule.html", context=context, status=422 if form.errors else 200)


def _stored(setting: RuleSetting) -> dict[str, object]:
    version = setting.row.version if setting.row else 0
    return {"is_on": setting.is_on, "play": setting.play, "version": version, **setting.cuts}
