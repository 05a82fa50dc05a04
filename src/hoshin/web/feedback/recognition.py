"""Recognition for all to see, the newest first."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Invalid
from hoshin.base.paging import counted_page
from hoshin.feedback.models import Recognition
from hoshin.feedback.policies import may_remove_recognition
from hoshin.feedback.selectors import (
    organisation_values,
    recognition_by_number,
    recognitions_listed,
    with_applause,
)
from hoshin.feedback.services import applaud, recognise, remove_recognition
from hoshin.org.selectors import person_of
from hoshin.web.access import actor_of
from hoshin.web.feedback.forms import RecogniseForm
from hoshin.web.forms import place_problems
from hoshin.web.htmx import is_htmx, notice, redirect, render
from hoshin.web.way_back import undo_since

A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def wall(request: HttpRequest) -> HttpResponse:
    """Who was thanked for what, and the form with which one thanks somebody."""
    actor, before = actor_of(request), own_latest_change(actor_of(request))
    form = RecogniseForm(request.POST or None, actor=actor, initial={"person": request.GET.get("to", "")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = recognise(actor, person=said["person"], text=said["text"], value=said.get("value", ""))
        except Invalid as error:
            place_problems(form, error)
        else:
            text = _("Everybody can read how you recognised %(name)s.") % {"name": row.person.name}
            notice(request, text, undo_since(actor, before))
            return redirect(request, "recognition")
    text, value = request.GET.get("q", "").strip(), request.GET.get("value", "")
    page = counted_page(recognitions_listed(actor, text=text, value=value), request.GET.get("page", 1), size=A_PAGE)
    context = {
        "form": form,
        "person": person_of(actor),
        "rows": page.showing(with_applause(actor, list(page.rows))),
        "values": organisation_values(actor),
        "text": text,
        "value": value,
        "has_filter": bool(text or value),
        "removable": _removable(actor, page.rows),
    }
    return render(request, "feedback/recognition.html", context=context, status=422 if form.errors else 200)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One recognition on a page of its own."""
    actor = actor_of(request)
    row = recognition_by_number(actor, pk)
    context = {
        "shown": with_applause(actor, [row])[0],
        "person": person_of(actor),
        "removable": _removable(actor, [row]),
    }
    return render(request, "feedback/recognition_one.html", context=context)


@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Join in, or no more: in place."""
    actor = actor_of(request)
    row = recognition_by_number(actor, pk)
    applaud(actor, recognition=row)
    if not is_htmx(request):
        return redirect(request, "recognition_one", pk)
    context = {"shown": with_applause(actor, [row])[0], "may_join": True}
    return render(request, "feedback/_applause.html", context=context)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a recognition out."""
    actor = actor_of(request)
    row, before = recognition_by_number(actor, pk), own_latest_change(actor)
    remove_recognition(actor, recognition=row)
    notice(request, _("The recognition is removed."), undo_since(actor, before))
    return redirect(request, "recognition")


def _removable(actor: Actor, rows: object) -> set[int]:
    return {row.pk for row in rows if isinstance(row, Recognition) and may_remove_recognition(actor, row)}  # type: ignore[attr-defined]  # a list of rows
