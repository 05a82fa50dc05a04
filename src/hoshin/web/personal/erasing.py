"""Erasing somebody in two steps: what would become of what, counted; then their name, typed."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hoshin.accounts.access import Actor
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.personal_data import AtErasure
from hoshin.personal.services import ask_to_erase, erasure_lines, require_erasable
from hoshin.personal.subjects import DataSubject, subject_by_number, subject_by_user
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render


class TypedName(forms.Form):
    typed = forms.CharField(label=gettext_lazy("Their name"), widget=forms.TextInput({"autocomplete": "off"}))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a person."""
    actor = actor_of(request)
    return _erase(request, actor, subject_by_number(actor, pk))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase_user(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a user, who mostly is no person of the organisation."""
    actor = actor_of(request)
    return _erase(request, actor, subject_by_user(actor, pk))


def _erase(request: HttpRequest, actor: Actor, subject: DataSubject) -> HttpResponse:
    form, in_the_way = TypedName(request.POST or None), ""
    try:
        require_erasable(actor, subject)
    except Conflict as error:
        in_the_way = str(error)
    if not in_the_way and form.is_valid():
        try:
            ask_to_erase(actor, subject=subject, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        except Conflict as error:
            form.add_error(None, str(error))
        else:
            notice(request, _("The erasure is asked for. It is done as soon as a worker comes to it."))
            return redirect(request, "personal_data")
    headings = {
        AtErasure.REMOVED: _("Is removed"),
        AtErasure.BLANKED: _("Stays without its words"),
        AtErasure.KEPT: _("Stays, under a number instead of the name"),
    }
    lines = erasure_lines(actor, subject=subject)
    context = {
        "subject": subject,
        "person": subject.person,
        "form": form,
        "in_the_way": in_the_way,
        "parts": [(fate, words, [one for one in lines if one.at_erasure == fate]) for fate, words in headings.items()],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "personal/erase.html", None, context, status=status)
