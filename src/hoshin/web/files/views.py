"""The files of a thing: a section of its page, which comes in behind the rest; added, fetched, taken away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import Actor
from hoshin.actions.policies import may_change_action
from hoshin.actions.selectors import action_by_code, action_file_by_number, files_of_action
from hoshin.actions.services import add_action_file, remove_action_file
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Invalid, NotFound
from hoshin.commentary.file_types import media_type
from hoshin.commentary.models import MOST_BYTES
from hoshin.initiatives.policies import may_write
from hoshin.initiatives.selectors import files_of_initiative, initiative_by_code, initiative_file_by_number
from hoshin.initiatives.services import add_initiative_file, remove_initiative_file
from hoshin.web.access import actor_of
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.jinja import url
from hoshin.web.way_back import undo_since

_MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class _FilesOf:
    """How files are held on a kind of thing; `column` names the thing in their rows, `page` its page."""

    column: str
    page: str
    find: Callable[[Actor, str], Any]
    files_of: Callable[[Actor, Any], QuerySet[Any]]
    file_by_number: Callable[[Actor, int], Any]
    may_write: Callable[[Actor, Any], bool]
    add: Callable[..., Any]
    remove: Callable[..., None]


_KINDS = {
    "initiative": _FilesOf(
        "initiative",
        "initiative",
        initiative_by_code,
        files_of_initiative,
        initiative_file_by_number,
        may_write,
        add_initiative_file,
        remove_initiative_file,
    ),
    "action": _FilesOf(
        "action",
        "action",
        action_by_code,
        files_of_action,
        action_file_by_number,
        may_change_action,
        add_action_file,
        remove_action_file,
    ),
}


class FileForm(forms.Form):
    """A file, and what it is called where its name does not say so."""

    file = forms.FileField(label=gettext_lazy("File"))
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=300)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["file"].help_text = _("At most %(most)s MB.") % {"most": MOST_BYTES // 1_000_000}


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The files of a thing, and one more where it is sent."""
    actor, held = actor_of(request), _held(kind)
    thing = held.find(actor, code)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, before = form.cleaned_data["file"], own_latest_change(actor)
        try:
            # One byte more than may be: the service says that it is too large.
            said = {"name": file.name, "content": file.read(MOST_BYTES + 1), "title": form.cleaned_data["title"]}
            added = held.add(actor, **{held.column: thing}, **said)
        except Invalid as invalid:
            place_problems(form, invalid)
        else:
            notice(request, _("Attached %(title)s") % {"title": added.title}, undo_since(actor, before))
            return redirect(request, f"{url(held.page, thing.code)}#files")
    context = {
        "kind": kind,
        "thing": thing,
        "page": url(held.page, thing.code),
        "files": list(held.files_of(actor, thing)[:_MOST_SHOWN]),
        "writes": held.may_write(actor, thing),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "files/page.html", "files/_section.html", context, status)


@require_safe
def fetch(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """A file to be saved, never to be opened as a page of ours."""
    row = _held(kind).file_by_number(actor_of(request), number)
    answer = HttpResponse(row.content, media_type(row.file_name))
    answer["Content-Disposition"] = content_disposition_header(True, row.file_name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_POST
def remove(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Take a file away."""
    actor, held = actor_of(request), _held(kind)
    row, before = held.file_by_number(actor, number), own_latest_change(actor)
    held.remove(actor, file=row)
    notice(request, _("Removed %(title)s") % {"title": row.title}, undo_since(actor, before))
    return redirect(request, f"{url(held.page, getattr(row, held.column).code)}#files")


def _held(kind: str) -> _FilesOf:
    if kind not in _KINDS:
        raise NotFound("page", kind)
    return _KINDS[kind]
