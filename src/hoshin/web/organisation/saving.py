"""What the forms of units and of people have in common: saved, mended, or beside somebody else's version."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Invalid
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.way_back import undo_since


def form_answer(request: HttpRequest, form: forms.Form, title: str, cancel: str, **context: Any) -> HttpResponse:
    """The form as a page or in the dialog; with faults it answers 422."""
    context = (
        {"save": _("Save"), "remove": ""}
        | context
        | {"form": form, "title": title, "cancel": cancel, "action": request.get_full_path()}
    )
    status = 422 if form.errors else 200
    return render(request, "organisation/form.html", "organisation/_form.html", context, status=status)


def saved(request: HttpRequest, form: forms.Form, write: Callable[[dict[str, Any]], Any]) -> Any:
    """What `write` made of the form's values, or None with what is wrong beside the fields."""
    if not form.is_valid():
        return None
    try:
        return write({name: value for name, value in form.cleaned_data.items() if name != "version"})
    except Invalid as error:
        place_problems(form, error)
        return None


def goes_to(request: HttpRequest, address: str, text: str, before: int | None) -> HttpResponse:
    """To that page, with a notice and the way back."""
    notice(request, text, undo_since(actor_of(request), before))
    return redirect(request, address)


def removal_answer(request: HttpRequest, asked: Any, back: str) -> HttpResponse:
    """The question before something is removed, as a page or in the dialog."""
    context = {"asked": asked, "cancel": back, "action": request.path}
    return render(request, "organisation/remove.html", "organisation/_remove.html", context)


def gone(request: HttpRequest, name: str, before: int | None, to: str | None = None) -> HttpResponse:
    """To where a removed thing stood."""
    return goes_to(request, to or reverse("organisation"), _("%(name)s is removed.") % {"name": name}, before)


def latest(request: HttpRequest) -> int | None:
    """The newest change of whoever asks, before this one."""
    return own_latest_change(actor_of(request))
