"""What ratings tell: how one rated, whether groups differ, and the release, before which somebody looks at that."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hoshin.accounts.access import require
from hoshin.base import clock
from hoshin.base.errors import Conflict, Invalid
from hoshin.reviews.assembly import agreement_bands_of
from hoshin.reviews.models import LONGEST_REASON, CycleState
from hoshin.reviews.policies import RATERS_FIRST, ReviewRight
from hoshin.reviews.selectors import cycle_by_code, kept_screens, raters_told, screened_scores
from hoshin.reviews.services import changes_waiting, read_rater_findings, release_results, screen_before_release
from hoshin.web.access import actor_of
from hoshin.web.differences import differences_in_words
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render


class ReleaseForm(forms.Form):
    """What is said of a warning, and the state of the cycle that was looked at."""

    note = forms.CharField(
        label=gettext_lazy("What was looked at, and what came of it"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 4}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def raters(request: HttpRequest, code: str) -> HttpResponse:
    """What is told of one's own ratings first; of raters of one's HR once they have read it."""
    actor = actor_of(request)
    cycle = cycle_by_code(actor, code)
    if request.method == "POST":
        read_rater_findings(actor, cycle=cycle)
        notice(request, _("It is noted that you have read it."))
        return redirect(request, "review_raters", cycle.code)
    told = raters_told(actor, cycle)
    context = {
        "cycle": cycle,
        "told": told,
        "is_unread": any(one.read_at is None for one in told.own),
        "days": RATERS_FIRST.days,
        "has_ended": cycle.state in (CycleState.CALIBRATING, CycleState.RELEASED),
        "agreement": cycle.agreement if told.others else {},
        "bands": agreement_bands_of(cycle.agreement),
    }
    return render(request, "reviews/raters.html", context=context)


@require_safe
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """Whether scores of groups differ more than chance allows: of the results that the reader sees anyway, and as kept."""
    actor = actor_of(request)
    cycle = cycle_by_code(actor, code)
    kept = kept_screens(actor, cycle)
    wording = next((one.screen.wording for one in kept if one.screen.wording), {})
    context = {
        "cycle": cycle,
        "lines": screened_scores(actor, cycle),
        "kept": kept,
        "wording": wording,
        "differences": differences_in_words(wording.get("differences", ())),
    }
    return render(request, "reviews/screen.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, code: str) -> HttpResponse:
    """Look at the screen of the whole cycle, and let people read their results."""
    actor = actor_of(request)
    cycle = cycle_by_code(actor, code)
    require(actor, ReviewRight.RUN)
    lines = screen_before_release(actor, cycle)
    warns = any(line.warns for line in lines)
    form = ReleaseForm(request.POST or None, initial={"version": cycle.version})
    form.fields["note"].required = warns
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            release_results(actor, cycle=cycle, version=said["version"], note=said["note"])
        except Invalid as error:
            place_problems(form, error)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        else:
            notice(request, _("The results are released, and everybody is told."))
            return redirect(request, "review_cycle", cycle.code)
    context = {
        "cycle": cycle,
        "form": form,
        "lines": lines,
        "warns": warns,
        "is_due": cycle.release_on <= clock.today(),
        "waiting": changes_waiting(actor, cycle),
    }
    return render(request, "reviews/release.html", context=context, status=422 if form.errors else 200)
