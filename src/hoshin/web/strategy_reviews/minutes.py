"""The minutes of a closed meeting, as a page that prints and as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.strategy_reviews.agenda import lines_kept
from hoshin.strategy_reviews.models import StrategyReview
from hoshin.strategy_reviews.selectors import outcomes_of, review_by_code, topics_of
from hoshin.web.access import actor_of
from hoshin.web.htmx import render
from hoshin.web.strategy_reviews.lines import shown_lines


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The minutes, as far as the reader may see what they show."""
    return render(request, "strategy_reviews/minutes.html", None, _minutes(actor_of(request), code))


@require_safe
def download(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a file in Markdown."""
    said = _minutes(actor_of(request), code)
    review: StrategyReview = said["review"]
    answer = HttpResponse("\n".join(_lines(said)) + "\n", content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{review.code}.md"'
    return answer


def _minutes(actor: Actor, code: str) -> dict[str, Any]:
    review = review_by_code(actor, code)
    if not review.is_closed:
        raise NotFound("minutes", code)
    topics = topics_of(actor, review)
    kept = lines_kept(actor, review, [topic.kind for topic in topics])
    return {
        "review": review,
        "topics": [(topic, shown_lines(kept.get(topic.kind, []))) for topic in topics],
        "came": outcomes_of(actor, review),
    }


def _lines(said: dict[str, Any]) -> list[str]:
    review, came = said["review"], said["came"]
    people = ", ".join(row.person.name for row in review.participants.all())
    found = [
        f"# {review.series.name}",
        "",
        date_format(localtime(review.starts_at), "j F Y, H:i") + f" · {review.code}",
    ]
    found += ["", _("Led by %(name)s.") % {"name": review.chair.name if review.chair else "–"}]
    found += [_("With %(people)s.") % {"people": people}] if people else []
    found += ["", review.summary] if review.summary else []
    for topic, lines in said["topics"]:
        found += ["", f"## {topic}", ""]
        found += [f"- **{line.name}** {line.said}".rstrip() for line in lines]
        found += ["", topic.notes] if topic.notes and lines else [topic.notes] if topic.notes else []
    found += ["", f"## {_('What came of it')}", ""]
    for decision in came.decisions:
        chosen = decision.chosen.name if decision.chosen else _("to be decided")
        found.append(f"- {decision.code} {decision.question} **{chosen}**")
        found += [f"  {line}" for line in decision.reasons.splitlines()]
    found += [f"- {action.code} {action.name} ({_who(action.owner, action.due_on)})" for action in came.actions]
    found += [f"- {task.text} ({_who(task.owner, task.due_on)})" for task in came.tasks]
    return found


def _who(person: Any, day: Any) -> str:
    parts = [person.name if person else "–", date_format(day, "j M Y") if day else ""]
    return ", ".join(part for part in parts if part)
