"""Reactions with a word, and following: done in place."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from hoshin.accounts.access import Actor
from hoshin.discussion.models import Comment, Reacting
from hoshin.discussion.policies import OF_COMMENTS
from hoshin.discussion.selectors import comment_by_code, reactions_to
from hoshin.discussion.services import follow, react
from hoshin.discussion.subjects import Subject, subject_of
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.jinja import url


@require_POST
def react_to_thing(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """React with a word to a thing, or no more."""
    actor = actor_of(request)
    subject = subject_of(actor, kind, pk)
    return _reacted(request, actor, subject, url("discussion", kind, pk), url("discussion_react", kind, pk))


@require_POST
def react_to_comment(request: HttpRequest, code: str) -> HttpResponse:
    """React with a word to a comment, or no more."""
    actor = actor_of(request)
    row = comment_by_code(actor, code)
    return _reacted(request, actor, row, url("discussion_comment", code), url("discussion_comment_react", code))


@require_POST
def follow_thing(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Be told of what is said of a thing, or not any more."""
    actor, is_on = actor_of(request), request.POST.get("follow") == "yes"
    subject = subject_of(actor, kind, pk)
    follow(actor, subject=subject, is_on=is_on)
    if not is_htmx(request):
        return redirect(request, url("discussion", kind, pk))
    return render(request, "discussion/_follow.html", context={"subject": subject, "is_followed": is_on})


def _reacted(request: HttpRequest, actor: Actor, to: Subject | Comment, page: str, address: str) -> HttpResponse:
    react(actor, to=to, word=request.POST.get("word", ""))
    if not is_htmx(request):
        return redirect(request, page)
    place = (OF_COMMENTS if isinstance(to, Comment) else to.kind, to.pk)
    found = reactions_to(actor, [place]).get(place, ())
    context = {"said": found, "address": address, "reactions": Reacting, "may_react": True}
    return render(request, "discussion/_reactions.html", context=context)
