"""What is done with a decision: taken, taken back, looked at again, removed."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.decisions.models import Decision
from hoshin.decisions.policies import require_may_change
from hoshin.decisions.selectors import decision_by_code
from hoshin.decisions.services import remove_question, review_decision, take_back_decision, take_decision
from hoshin.web.access import actor_of
from hoshin.web.decisions.forms import DecisionReviewForm, TakingForm
from hoshin.web.decisions.views import decision_page
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect
from hoshin.web.way_back import undo_since


@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Take a decision; what was typed stays where something is wrong with it."""
    actor, decision = actor_of(request), _changeable(request, code)
    form = TakingForm(request.POST, decision=decision)
    if form.is_valid():
        said = dict(form.cleaned_data)
        option = decision.options.get(pk=said.pop("option"))
        try:
            take_decision(actor, decision=decision, option=option, **said)
        except Invalid as error:
            place_problems(form, error)
        except Conflict as error:
            form.add_error(None, str(error))
        else:
            notice(request, _("Taken. What is known today is kept with it."))
            return redirect(request, "decision", decision.code)
    return decision_page(request, decision_by_code(actor, code), taking=form, status=422)


@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Open a decision again."""
    actor, decision = actor_of(request), _changeable(request, code)
    take_back_decision(actor, decision=decision)
    notice(request, _("%(code)s is open again.") % {"code": decision.code})
    return redirect(request, "decision", decision.code)


@require_POST
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Say what came of a decision."""
    actor, decision = actor_of(request), _changeable(request, code)
    form = DecisionReviewForm(request.POST)
    if form.is_valid():
        before = own_latest_change(actor)
        try:
            review_decision(actor, decision=decision, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        except Conflict as error:
            form.add_error(None, str(error))
        else:
            notice(request, _("Saved"), undo_since(actor, before))
            return redirect(request, "decision", decision.code)
    return decision_page(request, decision_by_code(actor, code), reviewing=form, status=422)


@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    """Remove a question that nobody decided."""
    actor, decision = actor_of(request), _changeable(request, code)
    before = own_latest_change(actor)
    remove_question(actor, decision=decision)
    notice(request, _("The question %(code)s is removed.") % {"code": decision.code}, undo_since(actor, before))
    return redirect(request, "decisions")


def _changeable(request: HttpRequest, code: str) -> Decision:
    decision = decision_by_code(actor_of(request), code)
    require_may_change(actor_of(request), decision)
    return decision
