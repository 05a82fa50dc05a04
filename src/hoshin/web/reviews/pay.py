"""By which criteria pay is decided: a page that everybody reads, with what stood before; nobody's pay is held."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoshin.accounts.access import require
from hoshin.base.errors import Conflict, Invalid
from hoshin.reviews.policies import ReviewRight
from hoshin.reviews.selectors import pay_criteria_told
from hoshin.reviews.services import tell_pay_criteria
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.reviews.forms import PayCriteriaForm


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The criteria of today, since when they hold, and those before."""
    actor = actor_of(request)
    told = pay_criteria_told(actor)
    context = {"now": told[0] if told else None, "before": told[1:], "may_run": actor.has(ReviewRight.RUN)}
    return render(request, "reviews/pay.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Tell other criteria from now on."""
    actor = actor_of(request)
    require(actor, ReviewRight.RUN)
    told = pay_criteria_told(actor)
    initial = {"text": told[0].text, "seen": told[0].pk} if told else {}
    form = PayCriteriaForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            tell_pay_criteria(actor, text=said["text"], seen=said["seen"])
        except Invalid as error:
            place_problems(form, error)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        else:
            notice(request, _("They are told: everybody reads them from now on."))
            return redirect(request, "review_pay")
    context = {"form": form}
    return render(request, "reviews/pay_form.html", context=context, status=422 if form.errors else 200)
