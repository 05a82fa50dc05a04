"""One comment: found on the page of what it is about, changed, removed, with all that it said before."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import history as past_of
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.discussion.models import Comment
from hoshin.discussion.policies import is_author, readers_of_talk
from hoshin.discussion.selectors import comment_by_code, page_holding, subject_of_comment
from hoshin.discussion.services import change_comment, remove_comment
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.discussion.forms import CommentForm
from hoshin.web.discussion.talk import shown
from hoshin.web.forms import place_problems
from hoshin.web.history import rows_of
from hoshin.web.htmx import notice, redirect, refresh, render
from hoshin.web.jinja import url
from hoshin.web.way_back import undo_since


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """A comment where it stands: among what is said of the same thing."""
    actor = actor_of(request)
    row = comment_by_code(actor, code)
    subject = subject_of_comment(actor, row)
    return shown(request, actor, subject, CommentForm(), page_holding(actor, subject, row), marked=row)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Say it otherwise: in a dialog, or on a page of its own."""
    actor = actor_of(request)
    row = comment_by_code(actor, code)
    if not is_author(actor, row):
        raise Denied(_("A comment is changed by its author alone."))
    if request.method != "POST":
        return _form(request, actor, row, CommentForm(initial={"text": row.text, "version": row.version}))
    form, before = CommentForm(request.POST), own_latest_change(actor)
    if form.is_valid():
        try:
            change_comment(actor, comment=row, text=form.cleaned_data["text"], version=form.cleaned_data["version"])
        except Conflict as conflict:
            theirs = {"text": row.text, "version": row.version}
            address = url("discussion_edit", code)
            return conflict_answer(request, conflict, form, theirs, address, url("discussion_comment", code))
        except Invalid as found:
            place_problems(form, found)
        else:
            notice(request, _("Your comment is changed."), undo_since(actor, before))
            return refresh(request, url("discussion_comment", code))
    return _form(request, actor, row, form, 422)


@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    """Take a comment away; that there was one stays."""
    actor = actor_of(request)
    row, before = comment_by_code(actor, code), own_latest_change(actor)
    remove_comment(actor, comment=row)
    notice(request, _("The comment is removed."), undo_since(actor, before))
    return redirect(request, url("discussion_comment", code))


@require_safe
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """All that a comment said before."""
    actor = actor_of(request)
    row = comment_by_code(actor, code)
    found = past_of(actor, table="discussion_comment", row=row.pk)
    name = subject_of_comment(actor, row).name
    context = {"name": name, "back": "discussion_comment", "code": code, "rows": rows_of(actor, found.changes)}
    return render(request, "_shared/history.html", "_shared/history_list.html", context)


def _form(request: HttpRequest, actor: Actor, row: Comment, form: CommentForm, status: int = 200) -> HttpResponse:
    subject = subject_of_comment(actor, row)
    context = {"row": row, "subject": subject, "form": form, "readers": readers_of_talk(subject.kind, subject.pk)}
    return render(request, "discussion/edit.html", "discussion/_edit.html", context, status)
