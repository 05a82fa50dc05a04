"""Forms that somebody else is to write: one, or all that wait for somebody who leaves or is away."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hoshin.accounts.access import require
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.org.selectors import person_of
from hoshin.reviews.policies import ReviewRight, may_hand_over
from hoshin.reviews.selectors import cycle_by_code, form_by_number
from hoshin.reviews.services import hand_over_form, hand_over_forms
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.reviews.forms import AllFormsHandOverForm, FormHandOverForm


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a form to somebody else."""
    actor = actor_of(request)
    form = form_by_number(actor, pk)
    if not may_hand_over(actor, form):
        raise Denied(_("This form is not yours to give to somebody else, or it is handed in."))
    typed = FormHandOverForm(request.POST or None, actor=actor, initial={"version": form.version})
    if request.method == "POST" and typed.is_valid():
        try:
            hand_over_form(actor, form=form, to=typed.cleaned_data["to"], version=typed.cleaned_data["version"])
        except Invalid as error:
            place_problems(typed, error)
        except Conflict as conflict:
            typed.add_error(None, str(conflict))
        else:
            notice(request, _("It is handed over, and they are told."))
            return redirect(request, "review_cycle", form.cycle.code)
    context = {"form": form, "typed": typed}
    return render(request, "reviews/hand_over.html", context=context, status=422 if typed.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def every(request: HttpRequest, code: str) -> HttpResponse:
    """Give all that waits for somebody in a cycle to somebody else: oneself, or whoever leaves or is away."""
    actor = actor_of(request)
    cycle = cycle_by_code(actor, code)
    require(actor, ReviewRight.WRITE)
    own = person_of(actor)
    typed = AllFormsHandOverForm(request.POST or None, actor=actor, initial={"by": own.pk if own else None})
    if request.method == "POST" and typed.is_valid():
        said = typed.cleaned_data
        try:
            count, stays = hand_over_forms(actor, cycle=cycle, by=said["by"], to=said["to"])
        except Invalid as error:
            place_problems(typed, error)
        else:
            done = ngettext("%(count)s form is handed over.", "%(count)s forms are handed over.", count) % {
                "count": count
            }
            names = ", ".join(form.about.name for form in stays)
            left = _("These stay, since %(name)s writes about them already or is them: %(names)s.")
            notice(request, " ".join([done, *([left % {"name": said["to"].name, "names": names}] if stays else [])]))
            return redirect(request, "review_cycle", cycle.code)
    context = {"cycle": cycle, "typed": typed}
    return render(request, "reviews/hand_over_all.html", context=context, status=422 if typed.errors else 200)
