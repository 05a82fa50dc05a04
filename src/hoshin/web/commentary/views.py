"""Commentary on a thing in a period, read and written in a dialog or on a page of its own; and all that was said."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoshin.audit.selectors import history as past_of
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.commentary.models import TEXTS, Commentary
from hoshin.commentary.policies import may_comment, readers_of, require_may_comment
from hoshin.commentary.selectors import (
    attachments_on,
    commentary_by_id,
    commentary_of,
    latest_commentaries,
)
from hoshin.commentary.services import write_commentary
from hoshin.web.access import actor_of
from hoshin.web.commentary.about import About, about_of
from hoshin.web.commentary.forms import CommentaryForm
from hoshin.web.commentary.missing import missing_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.history import rows_of
from hoshin.web.htmx import close_dialog, is_htmx, notice, redirect, render, toast
from hoshin.web.jinja import url
from hoshin.web.said import SaidPlace, address_of, look_of, said_section
from hoshin.web.way_back import undo_since

LATEST = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What was said last, of everything or of what bears one code."""
    actor, code = actor_of(request), request.GET.get("about", "").strip()
    rows = latest_commentaries(actor, code)
    context = {"about": code, "rows": rows[:LATEST], "missing": [] if code else missing_of(request, actor)}
    return render(request, "commentary/index.html", context=context)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What is asked for and missing, behind a page of something else: how much, or a list."""
    if not is_htmx(request):
        return redirect(request, url("commentary", **request.GET.dict()))
    missing = missing_of(request, actor_of(request))
    piece = "commentary/_count.html" if request.GET.get("part") == "count" else "commentary/_asked.html"
    context = {"missing": missing, "plan": request.GET.get("plan", ""), "period": request.GET.get("period", "")}
    return render(request, piece, context=context)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One commentary with all that it said before."""
    actor = actor_of(request)
    row = commentary_by_id(actor, pk)
    found = past_of(actor, table="commentary_commentary", row=pk)
    context = {"row": row, "rows": rows_of(actor, found.changes), "kind": "measure" if row.measure else "objective"}
    return render(request, "commentary/one.html", context=context)


@require_safe
def section(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """What was said of a thing up to now, as a section of its page; a page for all of it without script."""
    about = about_of(request, kind, code, period)
    if not is_htmx(request):
        return redirect(request, url("commentary", about=about.thing.code))
    place = said_section(about.actor, about.thing, about.period, about.unit)
    return render(request, "commentary/_section.html", context={"place": place})


def write(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """Read what is said of a thing in a period, and say it."""
    about = about_of(request, kind, code, period)
    row = commentary_of(about.actor, about.thing, about.period, about.unit)
    if request.method == "POST":
        require_may_comment(about.actor, about.thing, about.unit)
        form = CommentaryForm(request.POST)
        return _saved(request, about, form) if form.is_valid() else _form(request, about, row, form, 422)
    said = {name: getattr(row, name) for name in TEXTS} if row else {}
    said |= {"version": row.version if row else 0, "unit": about.unit_code, "place": request.GET.get("place", "")}
    return _form(request, about, row, CommentaryForm(initial=said))


def _form(
    request: HttpRequest, about: About, row: Commentary | None, form: CommentaryForm, status: int = 200
) -> HttpResponse:
    context = {
        "about": about,
        "row": row,
        "form": form,
        "may_write": may_comment(about.actor, about.thing, about.unit),
        "readers": readers_of(about.thing),
        "attached": attachments_on(about.actor, about.thing, about.unit, about.period),
        "action": address_of(about.kind, about.thing.code, about.period),
    }
    return render(request, "commentary/page.html", "commentary/_form.html", context, status)


def _saved(request: HttpRequest, about: About, form: CommentaryForm) -> HttpResponse:
    said = {name: form.cleaned_data[name] for name in (*TEXTS, "version")}
    before = own_latest_change(about.actor)
    try:
        row = write_commentary(about.actor, thing=about.thing, period=about.period, unit=about.unit, **said)
    except Conflict as conflict:
        theirs = commentary_of(about.actor, about.thing, about.period, about.unit)
        shown: dict[str, Any] = {name: getattr(theirs, name, "") for name in TEXTS}
        shown["version"] = theirs.version if theirs else 0
        address = address_of(about.kind, about.thing.code, about.period)
        return conflict_answer(request, conflict, form, shown, address, back_url=about.page)
    except Invalid as invalid:
        place_problems(form, invalid)
        return _form(request, about, None, form, 422)
    text = _("Saved") if not row.is_empty else _("Taken back")
    undo = undo_since(about.actor, before)
    if not is_htmx(request):
        notice(request, text, undo)
        return redirect(request, about.page)
    answer = render(request, "commentary/_saved.html", context={"place": _place(about, form, row)})
    answer["HX-Reswap"] = "none"
    return toast(close_dialog(answer), text, undo)


def _place(about: About, form: CommentaryForm, row: Commentary) -> dict[str, Any] | None:
    """The place on the page from which it was written, as it looks now."""
    name = form.cleaned_data["place"]
    look = look_of(name)
    if not look:
        return None
    said = None if row.is_empty else row
    if look == "section":
        found = said_section(about.actor, about.thing, about.period, about.unit)
    else:
        found = SaidPlace(look, about.kind, about.thing.code, about.unit_code, about.period, said, True)
    return {"id": name, "look": look, "said": found}
