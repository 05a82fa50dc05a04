"""A meeting on a wall: one thing a screen, in large type, by arrow keys."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.base.whole_numbers import whole_number
from hoshin.strategy_reviews.agenda import lines_of_topic
from hoshin.strategy_reviews.selectors import outcomes_of, review_by_code, topics_of
from hoshin.web.access import actor_of
from hoshin.web.htmx import render
from hoshin.web.strategy_reviews.lines import shown_lines


@require_safe
def present(request: HttpRequest, code: str) -> HttpResponse:
    """A topic (the first, or the one that `topic` names by its number); behind the last one what came of the meeting."""
    actor = actor_of(request)
    review = review_by_code(actor, code)
    topics = topics_of(actor, review)
    numbers = [topic.number for topic in topics]
    wanted = request.GET.get("topic", "")
    is_end = wanted == "end" or not topics
    number = whole_number(wanted)
    place = numbers.index(number) if number in numbers else 0
    topic = None if is_end else topics[place]
    screens = [*map(str, numbers), "end"]
    at = len(screens) - 1 if is_end else place
    context = {
        "review": review,
        "topic": topic,
        "lines": shown_lines(lines_of_topic(actor, review, topic.kind)) if topic else [],
        "came": outcomes_of(actor, review) if is_end else None,
        "at": at + 1,
        "screens": len(screens),
        "before": screens[at - 1] if at else "",
        "after": screens[at + 1] if at + 1 < len(screens) else "",
    }
    return render(request, "strategy_reviews/present.html", None, context)
