"""Requests for feedback on one's own work: asked of several people, declined with a word, withdrawn."""

from collections.abc import Sequence

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.feedback.models import LONGEST_QUESTION, LONGEST_WORD, FeedbackRequest
from hoshin.feedback.notices import DECLINED, LEFT
from hoshin.feedback.policies import FeedbackRight, require_person
from hoshin.feedback.ties import NO_TIE, Tie, text_problems, tidied
from hoshin.notices.services import tell
from hoshin.org.models import Person

MOST_ASKED = 10
# What is left goes the next day.
MOST_CLOSED = 1_000


def ask_for_feedback(
    actor: Actor, *, people: Sequence[Person], question: str, tie: Tie = NO_TIE
) -> list[FeedbackRequest]:
    """Ask people a question on one's own work: each alone, so that nobody sees whom else one asked."""
    asker = require_person(actor)
    question, asked = tidied(question), list(dict.fromkeys(people))
    if problems := list(text_problems(question, LONGEST_QUESTION, "question")):
        raise Invalid(problems)
    if not asked:
        raise Invalid(Said("Nobody is asked."), field="person_0", remedy="Name one person or more.")
    if len(asked) > MOST_ASKED:
        raise Invalid(Said("At most %(most)s people are asked at once.", most=MOST_ASKED), field="person_0")
    if asker in asked:
        raise Invalid(Said("Nobody asks themself."), field="person_0", remedy="Name somebody else.")
    with act(actor, "ask_for_feedback", count=len(asked)):
        now = clock.now()
        return [
            add_row(FeedbackRequest(asker=asker, asked=one, question=question, asked_at=now, **tie.columns))
            for one in asked
        ]


def decline_feedback(
    actor: Actor, *, request: FeedbackRequest, word: str = "", version: int | None = None
) -> FeedbackRequest:
    """Say that one gives no feedback on this, with a word or without."""
    if request.asked_id != require_person(actor).pk:
        raise Denied(Said("This was asked of somebody else, or by somebody else."))
    if request.answers.filter(given_at__isnull=False).exists():
        raise Invalid(Said("It is answered."), remedy="Take the feedback back first.")
    with act(actor, "decline_feedback", name=request.asker.name):
        word = tidied(word)[:LONGEST_WORD]
        row, is_changed = change_row(request, version=version, declined_at=clock.now(), word=word)
        if is_changed:
            tell(actor, DECLINED, users=[request.asker.user_id], about=row.pk, facts={})
        return row


def close_requests_of_leavers(actor: Actor) -> int:
    """Close what waits for feedback of people who have left, and tell whoever asked; how many it were."""
    require(actor, FeedbackRight.GIVE)
    left = FeedbackRequest.objects.filter(declined_at=None, asked__end_date__lt=clock.today())
    rows = list(left.exclude(answers__given_at__isnull=False).select_related("asker").order_by("pk")[:MOST_CLOSED])
    with act(actor, "close_requests_of_leavers", count=len(rows)):
        for row in rows:
            change_row(row, version=None, declined_at=clock.now())
            tell(actor, LEFT, users=[row.asker.user_id], about=row.pk, facts={})
    return len(rows)


def withdraw_request(actor: Actor, *, request: FeedbackRequest, version: int | None = None) -> None:
    """Take a request of one's own back that is not answered yet."""
    if request.asker_id != require_person(actor).pk:
        raise Denied(Said("Only whoever asked withdraws a request."))
    if request.answers.filter(given_at__isnull=False).exists():
        raise Invalid(Said("It is answered."))
    with act(actor, "withdraw_request", name=request.asked.name):
        remove_row(request, version=version, in_use="")
