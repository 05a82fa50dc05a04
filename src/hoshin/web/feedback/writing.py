"""Writing feedback: who will read it stands there before a word is written; drafts; given; taken back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid, NotFound
from hoshin.base.languages import spoken
from hoshin.feedback.advice import suggestions
from hoshin.feedback.models import LONGEST, Feedback, FeedbackRequest
from hoshin.feedback.policies import readers_of_feedback, require_person
from hoshin.feedback.selectors import feedback_by_number
from hoshin.feedback.services import remove_feedback, take_back_feedback, write_feedback
from hoshin.growth.selectors import skills_to_name
from hoshin.org.models import Person
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.feedback.forms import FeedbackForm, ToWhomForm
from hoshin.web.forms import place_problems
from hoshin.web.found_field import MARK
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.way_back import undo_since


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """First to whom, since that settles who will read it; then what."""
    actor = actor_of(request)
    require_person(actor)
    code = request.GET.get("to", "").strip()
    if not code:
        return render(request, "feedback/to_whom.html", context={"form": ToWhomForm(actor=actor)})
    form = ToWhomForm({"to": code}, actor=actor)
    if not form.is_valid():
        return render(request, "feedback/to_whom.html", context={"form": form}, status=422)
    return writing_page(request, actor, form.cleaned_data["to"])


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a draft of one's own."""
    actor = actor_of(request)
    draft = feedback_by_number(actor, pk)
    if draft.giver_id != require_person(actor).pk or not draft.is_draft:
        raise NotFound("feedback", str(pk))
    return writing_page(request, actor, draft.receiver, draft=draft, asked=draft.request)


def writing_page(
    request: HttpRequest,
    actor: Actor,
    receiver: Person,
    *,
    draft: Feedback | None = None,
    asked: FeedbackRequest | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The form, with the sentence that says who will read what it holds; and what is sent from it."""
    giver = require_person(actor)
    if giver == receiver:
        raise Invalid(_("Feedback is for somebody else."), field="to", remedy=_("Ask others for feedback instead."))
    readers = readers_of_feedback(giver, receiver)
    form = FeedbackForm(
        request.POST or None, actor=actor, manager=readers.manager, initial=_initial(draft, asked, readers.manager)
    )
    if request.method == "POST" and form.is_valid():
        answer = _sent(request, actor, form, receiver, draft, asked)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "receiver": receiver,
        "readers": readers,
        "draft": draft,
        "asked": asked,
        "skills": skills_to_name(actor, receiver),
        **(more or {}),
    }
    return render(request, "feedback/write.html", context=context, status=422 if form.errors else 200)


@require_POST
def coach(request: HttpRequest) -> HttpResponse:
    """What a writer may want to say otherwise, while it is typed: to them alone, and nothing of it is kept."""
    actor, text = actor_of(request), request.POST.get("text", "")[:LONGEST]
    context = {"suggestions": suggestions(actor, text, spoken()), "has_text": bool(text.strip())}
    return render(request, "feedback/_coach.html", context=context)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Make what one gave a draft again."""
    actor = actor_of(request)
    row, before = feedback_by_number(actor, pk), own_latest_change(actor)
    take_back_feedback(actor, feedback=row)
    notice(request, _("It is a draft again, which only you can read."), undo_since(actor, before))
    return redirect(request, "feedback_edit", pk)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a draft."""
    actor = actor_of(request)
    row, before = feedback_by_number(actor, pk), own_latest_change(actor)
    remove_feedback(actor, feedback=row)
    notice(request, _("The draft is removed."), undo_since(actor, before))
    return redirect(request, "feedback_given")


def _initial(draft: Feedback | None, asked: FeedbackRequest | None, manager: Person | None) -> dict[str, Any]:
    tied = draft or asked
    said: dict[str, Any] = {"manager": manager.employee_id if manager else ""}
    if tied is not None:
        about = tied.objective
        said |= {"value": tied.value, "skill": tied.skill}
        said["objective"] = f"{about.code}{MARK}{about.name}" if about else ""
    if draft is not None:
        said |= {"text": draft.text, "version": draft.version, "with_manager": draft.shown_to_id is not None}
    return said


def _sent(
    request: HttpRequest,
    actor: Actor,
    form: FeedbackForm,
    receiver: Person,
    draft: Feedback | None,
    asked: FeedbackRequest | None,
) -> HttpResponse | None:
    """Where it goes on; None where the form must be mended."""
    before, is_draft = own_latest_change(actor), "draft" in request.POST
    said = {"text": form.cleaned_data["text"], "version": form.cleaned_data["version"]}
    try:
        row = write_feedback(
            actor,
            receiver=receiver,
            tie=form.tie,
            shown_to=form.shown_to,
            request=asked,
            draft=draft,
            is_draft=is_draft,
            **said,
        )
    except Conflict as conflict:
        theirs = feedback_by_number(actor, draft.pk) if draft else None
        shown = {"text": theirs.text, "version": theirs.version} if theirs else {"version": 0}
        return conflict_answer(request, conflict, form, shown, request.get_full_path(), back_url=request.path)
    except Invalid as invalid:
        place_problems(form, invalid)
        return None
    text = _("Kept as a draft, which only you can read.") if is_draft else _("%(name)s can read it now.")
    notice(request, text % {"name": receiver.name}, undo_since(actor, before))
    return redirect(request, "feedback_one", row.pk)
