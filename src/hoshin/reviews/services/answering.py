"""What somebody says to their result: that they have seen it, a comment, an appeal; and the answer to that."""

from datetime import timedelta

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, locked_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.notices.services import tell
from hoshin.reviews.models import LONGEST_REASON, ReviewAppeal, ReviewResult
from hoshin.reviews.notices import APPEAL_ANSWERED
from hoshin.reviews.policies import appeals_to_answer, require_person_of

# So long after the release an appeal is taken.
APPEAL_WITHIN = timedelta(days=30)


def acknowledge_result(actor: Actor, *, result: ReviewResult, comment: str = "") -> ReviewResult:
    """Say that one has read one's result; that is no agreement with it."""
    _require_own(actor, result)
    with act(actor, "acknowledge_review", name=result.cycle.name):
        values = {"acknowledged_at": result.acknowledged_at or clock.now(), "comment": _words(comment, "comment")}
        return change_row(result, version=None, **values)[0]


def appeal(actor: Actor, *, result: ReviewResult, text: str) -> ReviewAppeal:
    """Ask for another look at one's result, within 30 days of its release. It is answered within the days of the cycle."""
    _require_own(actor, result)
    words = _words(text, "text")
    if not words:
        raise Invalid(
            Said("An appeal says what is wrong."), field="text", remedy="Name what was left out, or is not so."
        )
    if result.cycle.released_at is None or result.cycle.released_at + APPEAL_WITHIN < clock.now():
        raise Invalid(Said("An appeal is taken within 30 days of the release."))
    with act(actor, "appeal_review", name=result.cycle.name):
        fresh = locked_row(result, version=None)
        if ReviewAppeal.objects.filter(result=fresh).exists():
            raise Invalid(Said("There is an appeal of yours already."))
        answer_by = clock.today() + timedelta(days=result.cycle.appeal_days)
        return add_row(
            ReviewAppeal(result=fresh, text=words, opened_at=clock.now(), answer_by=answer_by, before=fresh.score)
        )


def answer_appeal(actor: Actor, *, appeal: ReviewAppeal, answer: str, after: float | None = None) -> ReviewAppeal:
    """Answer an appeal, with another score or without. Denied: one wrote the review, or has nothing to do with it."""
    own = require_person_of(actor)
    if not appeals_to_answer(actor).filter(pk=appeal.pk).exists():
        raise Denied(Said("HR of the unit or a manager above who did not write the review answers an appeal, once."))
    words = _words(answer, "answer")
    if not words:
        raise Invalid(Said("An answer gives its reasons."), field="answer")
    person = appeal.result.person
    with act(actor, "answer_review_appeal", name=person.name):
        fresh = locked_row(appeal, version=None)
        if fresh.decided_at is not None:
            raise Conflict(Said("Somebody else answered this appeal meanwhile."))
        row, _is_changed = change_row(
            appeal, version=None, answer=words, after=after, decided_by=own, decided_at=clock.now()
        )
        if after is not None:
            change_row(appeal.result, version=None, score=after)
        facts = {"name": appeal.result.cycle.name, "code": appeal.result.cycle.code, "person": person.employee_id}
        tell(actor, APPEAL_ANSWERED, users=[person.user_id], about=appeal.pk, facts=facts)
        return row


def _words(text: str, field: str) -> str:
    words = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(words) > LONGEST_REASON:
        raise Invalid(Said("It has 2,000 characters at most."), field=field)
    return words


def _require_own(actor: Actor, result: ReviewResult) -> None:
    own = require_person_of(actor)
    if result.person_id != own.pk or not result.cycle.is_released:
        raise Denied(Said("Whoever a result is about says something to it, once it is released."))
