"""Topics of a meeting: what each shows, put in order, added, taken off, and what is said about it, saved as one types."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoshin.audit.selectors import own_latest_change
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.whole_numbers import whole_numbers
from hoshin.strategy_reviews.agenda import lines_of_topic
from hoshin.strategy_reviews.selectors import review_by_code, topic_by_number
from hoshin.strategy_reviews.services import (
    add_topic,
    change_topic,
    order_topics,
    remove_topic,
    write_minutes,
    write_summary,
)
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.htmx import is_htmx, notice, redirect, render
from hoshin.web.jinja import url
from hoshin.web.strategy_reviews.forms import MinutesForm, SummaryForm, TopicForm
from hoshin.web.strategy_reviews.lines import shown_lines
from hoshin.web.strategy_reviews.views import review_page
from hoshin.web.way_back import undo_since


@require_safe
def show(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What a topic shows, which comes in behind the page of its meeting."""
    actor = actor_of(request)
    review = review_by_code(actor, code)
    topic = topic_by_number(actor, review, number)
    if not is_htmx(request):
        return redirect(request, url("strategy_review_present", review.code, topic=topic.number))
    context = {"topic": topic, "lines": shown_lines(lines_of_topic(actor, review, topic.kind))}
    return render(request, "strategy_reviews/_lines.html", context=context)


@require_POST
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Put something on the agenda."""
    actor = actor_of(request)
    review, form = review_by_code(actor, code), TopicForm(request.POST)
    if form.is_valid():
        try:
            said = form.cleaned_data
            add_topic(actor, review=review, title=said["title"], minutes=said["minutes"])
        except Invalid as error:
            place_problems(form, error)
    if form.errors:
        return review_page(request, actor, review, status=422, topic_form=form)
    return redirect(request, url("strategy_review", review.code) + "#agenda")


@require_POST
def order(request: HttpRequest, code: str) -> HttpResponse:
    """Put the topics in the order in which they were dragged, or moved by keys."""
    actor = actor_of(request)
    numbers = whole_numbers(request.POST.get("order", "").split(","), 9)
    order_topics(actor, review=review_by_code(actor, code), numbers=numbers)
    return HttpResponse(status=204)


@require_POST
def change(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Call a topic otherwise, or give it other minutes."""
    actor = actor_of(request)
    review = review_by_code(actor, code)
    topic, form = topic_by_number(actor, review, number), TopicForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            change_topic(
                actor, topic=topic, version=said["version"], title=said["title"].strip(), minutes=said["minutes"]
            )
        except Conflict as conflict:
            fresh = topic_by_number(actor, review, number)
            theirs = {"title": fresh.title, "minutes": fresh.minutes, "version": fresh.version}
            address = url("strategy_review_topic_change", review.code, number)
            return conflict_answer(request, conflict, form, theirs, address, url("strategy_review", review.code))
        except Invalid as error:
            place_problems(form, error)
    if form.errors:
        return review_page(request, actor, review, status=422, topic_form=form)
    return redirect(request, url("strategy_review", review.code) + "#agenda")


@require_POST
def remove(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take a topic off the agenda."""
    actor = actor_of(request)
    review = review_by_code(actor, code)
    before = own_latest_change(actor)
    remove_topic(actor, topic=topic_by_number(actor, review, number))
    notice(request, _("Taken off the agenda"), undo_since(actor, before))
    return redirect(request, url("strategy_review", review.code) + "#agenda")


@require_POST
def write(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Keep what was said about a topic: as one types, or by its button where there is no script."""
    actor = actor_of(request)
    review = review_by_code(actor, code)
    topic, form = topic_by_number(actor, review, number), MinutesForm(request.POST)
    here = url("strategy_review", review.code) + f"#topic-{topic.number}"
    if form.is_valid():
        try:
            row = write_minutes(
                actor, topic=topic, notes=form.cleaned_data["notes"], version=form.cleaned_data["version"]
            )
        except Conflict as conflict:
            fresh = topic_by_number(actor, review, number)
            theirs = {"notes": fresh.notes, "version": fresh.version}
            address = url("strategy_review_notes", review.code, number)
            return conflict_answer(request, conflict, form, theirs, address, here)
        except Invalid as error:
            if is_htmx(request):
                raise
            place_problems(form, error)
        else:
            return _saved(request, row.version, here)
    return review_page(request, actor, review, status=422, faulty=form)


@require_POST
def summarise(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what came of the meeting in short."""
    actor = actor_of(request)
    review, form = review_by_code(actor, code), SummaryForm(request.POST)
    here = url("strategy_review", review.code) + "#summary"
    if form.is_valid():
        said = form.cleaned_data
        try:
            row = write_summary(actor, review=review, summary=said["summary"], version=said["version"])
        except Conflict as conflict:
            fresh = review_by_code(actor, code)
            theirs = {"summary": fresh.summary, "version": fresh.version}
            return conflict_answer(request, conflict, form, theirs, url("strategy_review_summary", review.code), here)
        except Invalid as error:
            if is_htmx(request):
                raise
            place_problems(form, error)
        else:
            return _saved(request, row.version, here)
    return review_page(request, actor, review, status=422, faulty=form)


def _saved(request: HttpRequest, version: int, here: str) -> HttpResponse:
    """Where it was saved as one types, the word for it with the version that the next saving carries."""
    if is_htmx(request) and "autosave" in request.GET:
        return render(request, "strategy_reviews/_saved.html", context={"version": version, "is_saved": True})
    notice(request, _("Saved"))
    return redirect(request, here)
