"""What is said of a thing, as a section of its page or on a page of its own; saying something; whom one may name."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Invalid
from hoshin.discussion.models import Comment, Reacting
from hoshin.discussion.policies import readers_of_talk
from hoshin.discussion.selectors import comment_by_code, page_holding, people_to_name, talk_of
from hoshin.discussion.services import write_comment
from hoshin.discussion.subjects import Subject, subject_of
from hoshin.web.access import actor_of
from hoshin.web.discussion.forms import CommentForm
from hoshin.web.forms import place_problems
from hoshin.web.htmx import is_htmx, notice, redirect, render, toast
from hoshin.web.jinja import url
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What is said of a thing, the latest first, and saying something."""
    actor = actor_of(request)
    subject = subject_of(actor, kind, pk)
    if request.method == "POST":
        return _said(request, actor, subject)
    return shown(request, actor, subject, CommentForm(), request.GET.get("page", 1))


@require_safe
def people(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """People who see the thing and are called like what was typed behind an @."""
    actor = actor_of(request)
    found = people_to_name(actor, subject_of(actor, kind, pk), request.GET.get("q", "")[:100])
    names = [one.name for one in found]
    offered = [(one, one.name if names.count(one.name) == 1 else one.employee_id) for one in found]
    return render(request, "discussion/_people.html", context={"offered": offered})


def shown(
    request: HttpRequest,
    actor: Actor,
    subject: Subject,
    form: CommentForm,
    page: str | int,
    status: int = 200,
    marked: Comment | None = None,
) -> HttpResponse:
    """The section with a form as it stands; `marked`: the comment that somebody came for."""
    context: dict[str, Any] = {
        "talk": talk_of(actor, subject, page),
        "readers": readers_of_talk(subject.kind, subject.pk),
        "form": form,
        "answering": form["answers"].value() or "",
        "reactions": Reacting,
        "marked": marked.pk if marked else 0,
        "here": lambda **parts: url("discussion", subject.kind, subject.pk, **parts),
    }
    return render(request, "discussion/page.html", "discussion/_talk.html", context, status)


def _said(request: HttpRequest, actor: Actor, subject: Subject) -> HttpResponse:
    form, before = CommentForm(request.POST), own_latest_change(actor)
    if form.is_valid():
        code = form.cleaned_data["answers"]
        answered = comment_by_code(actor, code) if code else None
        try:
            row = write_comment(actor, subject=subject, text=form.cleaned_data["text"], answers=answered)
        except Invalid as found:
            place_problems(form, found)
        else:
            text, undo = _("Your comment is there."), undo_since(actor, before)
            if not is_htmx(request):
                notice(request, text, undo)
                return redirect(request, url("discussion_comment", row.code))
            page = page_holding(actor, subject, row)
            return toast(shown(request, actor, subject, CommentForm(), page, marked=row), text, undo)
    return shown(request, actor, subject, form, 1, 422)
