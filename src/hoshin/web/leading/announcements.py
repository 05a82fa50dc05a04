"""Announcements: listed, read, asked about, answered, written."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid, NotFound
from hoshin.base.paging import counted_page
from hoshin.leading.models import Announcement
from hoshin.leading.policies import leads_anybody, not_a_leader
from hoshin.leading.selectors import (
    announcement_by_number,
    announcements_listed,
    question_by_number,
    questions_about,
    shown_announcements,
)
from hoshin.leading.services import (
    announce,
    answer_question,
    ask_about,
    change_announcement,
    note_reading,
    remove_announcement,
)
from hoshin.org.selectors import person_of
from hoshin.strategy.policies import objectives_ever_visible_to
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.found_field import MARK
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.leading.forms import AnnouncementForm, AnswerForm, QuestionForm
from hoshin.web.way_back import undo_since

A_PAGE = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first."""
    actor = actor_of(request)
    page = counted_page(announcements_listed(actor), request.GET.get("page", 1), size=A_PAGE)
    shown = shown_announcements(actor, list(page.rows))
    context = {"rows": page.showing(shown), "may_announce": leads_anybody(actor)}
    return render(request, "leading/announcements.html", context=context)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One with its questions; that it was opened is counted."""
    actor = actor_of(request)
    row = announcement_by_number(actor, pk)
    note_reading(actor, announcement=row)
    return _page(request, actor, row, QuestionForm(), AnswerForm())


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Announce something."""
    actor = actor_of(request)
    if not leads_anybody(actor):
        raise not_a_leader()
    form, before = AnnouncementForm(request.POST or None, actor=actor, is_new=True), own_latest_change(actor)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = announce(
                actor,
                title=said["title"],
                text=said["text"],
                unit=form.for_unit,
                to_team=form.for_team,
                objective=said["objective"],
            )
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("It is announced."), undo_since(actor, before))
            return redirect(request, "announcement", row.pk)
    return render(
        request, "leading/write.html", context={"form": form, "row": None}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend what one announced."""
    actor = actor_of(request)
    row, before = _own(actor, pk), own_latest_change(actor)
    form = AnnouncementForm(request.POST or None, actor=actor, is_new=False, initial=_stored(actor, row))
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "text", "objective", "version")}
        try:
            change_announcement(actor, announcement=row, **said)
        except Conflict as conflict:
            theirs = _stored(actor, announcement_by_number(actor, pk))
            return conflict_answer(request, conflict, form, theirs, request.path, back_url=request.path)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Saved"), undo_since(actor, before))
            return redirect(request, "announcement", pk)
    return render(request, "leading/write.html", context={"form": form, "row": row}, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out what one announced."""
    actor = actor_of(request)
    row, before = _own(actor, pk), own_latest_change(actor)
    remove_announcement(actor, announcement=row)
    notice(request, _("The announcement is removed."), undo_since(actor, before))
    return redirect(request, "announcements")


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask about one."""
    actor, form = actor_of(request), QuestionForm(request.POST)
    row, before = announcement_by_number(actor, pk), own_latest_change(actor)
    if not form.is_valid():
        return _page(request, actor, row, form, AnswerForm(), 422)
    ask_about(actor, announcement=row, text=form.cleaned_data["text"])
    notice(request, _("Asked; %(name)s owes an answer.") % {"name": row.author.name}, undo_since(actor, before))
    return redirect(request, "announcement", pk)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a question about what one announced."""
    actor, form = actor_of(request), AnswerForm(request.POST)
    question, before = question_by_number(actor, pk), own_latest_change(actor)
    row = announcement_by_number(actor, question.announcement_id)
    if not form.is_valid():
        return _page(request, actor, row, QuestionForm(), form, 422)
    answer_question(actor, question=question, **form.cleaned_data)
    notice(request, _("Answered, for all to read."), undo_since(actor, before))
    return redirect(request, "announcement", row.pk)


def _page(
    request: HttpRequest,
    actor: Actor,
    row: Announcement,
    question: QuestionForm,
    answer: AnswerForm,
    status: int = 200,
) -> HttpResponse:
    own = person_of(actor)
    is_author = own is not None and own.pk == row.author_id
    context = {
        "shown": shown_announcements(actor, [row])[0],
        "is_author": is_author,
        "person": own,
        "questions": questions_about(actor, row),
        "question": question,
        "answer": answer,
    }
    return render(request, "leading/one.html", context=context, status=status)


def _own(actor: Actor, pk: int) -> Announcement:
    row, own = announcement_by_number(actor, pk), person_of(actor)
    if own is None or own.pk != row.author_id:
        raise NotFound("announcement", str(pk))
    return row


def _stored(actor: Actor, row: Announcement) -> dict[str, Any]:
    objective = objectives_ever_visible_to(actor).filter(pk=row.objective_id or 0).first()
    named = f"{objective.code}{MARK}{objective.name}" if objective else ""
    return {"title": row.title, "text": row.text, "objective": named, "version": row.version}
