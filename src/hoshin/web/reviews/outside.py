"""People outside: whom one names, to whom a manager agrees, and the page on which they write without signing in."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.org.selectors import person_of
from hoshin.reviews.links import PLACE
from hoshin.reviews.models import LONGEST_ANSWER, OutsideForm
from hoshin.reviews.selectors import answers_shown, cycle_by_code, outside_by_number, outside_named
from hoshin.reviews.services import answer_outside, name_outside
from hoshin.reviews.services.outside import outside_form_of, outside_questions, save_outside
from hoshin.web.access import actor_of, open_to_strangers
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.reviews.forms import answers_typed


class OutsidePersonForm(forms.Form):
    """Somebody outside."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("E-mail"))


@require_http_methods(["GET", "HEAD", "POST"])
def naming(request: HttpRequest, code: str) -> HttpResponse:
    """Name somebody outside who is to write about oneself."""
    actor = actor_of(request)
    cycle, own = cycle_by_code(actor, code), person_of(actor)
    if own is None or not cycle.has_outside:
        raise Denied(_("Nobody outside is named in this cycle, or it is not about you."))
    form = OutsidePersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            name_outside(actor, cycle=cycle, name=form.cleaned_data["name"], email=form.cleaned_data["email"])
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("They are named. Your manager agrees, and then they are asked by mail."))
            return redirect(request, "review_outside_name", cycle.code)
    context = {"cycle": cycle, "form": form, "named": outside_named(actor, cycle, own)}
    return render(request, "reviews/outside_name.html", context=context, status=422 if form.errors else 200)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree that somebody outside is asked, or not."""
    actor = actor_of(request)
    form = outside_by_number(actor, pk)
    is_agreed = "agree" in request.POST
    page = f"{settings.SITE_URL}{reverse('review_outside', args=[PLACE])}"
    answer_outside(actor, form=form, is_agreed=is_agreed, page=page)
    said = _("%(name)s is asked by mail.") if is_agreed else _("%(name)s is not asked.")
    notice(request, said % {"name": form.name})
    return redirect(request, "review_peers")


@open_to_strangers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, secret: str) -> HttpResponse:
    """The form of somebody outside. It says when the link was used or its time is over, and nothing of what was written."""
    try:
        form, kept = outside_form_of(secret)
        if request.method == "POST":
            save_outside(secret=secret, typed=answers_typed(request.POST), is_done="done" in request.POST)
            return _page(request, form=None, said=_after(request), status=200)
    except NotFound:
        return _page(request, form=None, said=_unknown(), status=404)
    except Conflict as conflict:
        return _page(request, form=None, said=str(conflict), status=410)
    except Invalid as error:
        problems = [problem.sentence() for problem in error.problems]
        typed = answers_typed(request.POST)
        answers = {code: {"text": text} for code, text in typed.texts.items()}
        answers |= {code: {"rating": step} for code, step in typed.ratings.items() if step is not None}
        rows = answers_shown(outside_questions(form), answers)
        return _page(request, form=form, rows=rows, problems=problems, status=422)
    rows = answers_shown(outside_questions(form), kept.answers if kept else {})
    return _page(request, form=form, rows=rows, is_begun=kept is not None)


def _unknown() -> str:
    return _(
        "This link is not known. A mail program may have cut it: copy it from the mail as a whole. "
        "If it still opens nothing, ask whoever named you."
    )


def _after(request: HttpRequest) -> str:
    if "done" in request.POST:
        return _("Your answers are handed in. Thank you.")
    return _("It is saved, and not handed in yet. Open the link again to go on.")


def _page(
    request: HttpRequest, *, form: OutsideForm | None, status: int = 200, said: str = "", **context: object
) -> HttpResponse:
    shown = {"form": form, "said": said, "longest": LONGEST_ANSWER, "problems": [], "rows": []} | context
    answer = render(request, "reviews/outside.html", context=shown, status=status)
    # To nobody else; without any the browser would not say either from where the form is sent, and it would be refused.
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex"
    return answer
