"""Feedback: drafted, given, taken back. What it said before stays in the trail, for those who may read it."""

from collections.abc import Mapping

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.feedback.models import LONGEST, Feedback, FeedbackRequest
from hoshin.feedback.notices import RECEIVED
from hoshin.feedback.policies import readers_of_feedback, require_person
from hoshin.feedback.ties import NO_TIE, Tie, text_problems, tidied
from hoshin.notices.services import tell
from hoshin.org.models import Person


def write_feedback(
    actor: Actor,
    *,
    receiver: Person,
    text: str,
    tie: Tie = NO_TIE,
    shown_to: Person | None = None,
    request: FeedbackRequest | None = None,
    draft: Feedback | None = None,
    is_draft: bool = False,
    version: int | None = None,
) -> Feedback:
    """Give feedback to somebody, or keep it as a draft that only the writer reads; `draft`: the one that it was.

    `shown_to` may be the receiver's manager of now and nobody else. `request`: what it answers, which was asked of the
    writer by the receiver. Conflict: see `change_row`.
    """
    giver = require_person(actor)
    _require_ones_draft(giver, draft)
    _require_asked(giver, receiver, request)
    text = tidied(text)
    if problems := list(text_problems(text, LONGEST)):
        raise Invalid(problems)
    if shown_to is not None and shown_to != readers_of_feedback(giver, receiver).manager:
        raise Invalid(
            Said("%(name)s is not the manager of %(receiver)s.", name=shown_to.name, receiver=receiver.name),
            field="with_manager",
            remedy="Look again at who would read it.",
        )
    values = {
        **tie.columns,
        "receiver": receiver,
        "shown_to": shown_to,
        "request": request,
        "text": text,
        "given_at": None if is_draft else clock.now(),
    }
    with act(actor, "draft_feedback" if is_draft else "give_feedback", name=receiver.name):
        row = add_row(Feedback(giver=giver, **values)) if draft is None else _changed(draft, version, values)
        if not is_draft:
            tell(actor, RECEIVED, users=[receiver.user_id], about=row.pk, facts={"number": row.pk})
        return row


def take_back_feedback(actor: Actor, *, feedback: Feedback, version: int | None = None) -> Feedback:
    """Make what one gave a draft again, which its receiver reads no more."""
    _require_giver(require_person(actor), feedback)
    with act(actor, "take_back_feedback", name=feedback.receiver.name):
        return change_row(feedback, version=version, given_at=None)[0]


def remove_feedback(actor: Actor, *, feedback: Feedback, version: int | None = None) -> None:
    """Remove a draft of one's own."""
    _require_ones_draft(require_person(actor), feedback)
    with act(actor, "remove_feedback", name=feedback.receiver.name):
        remove_row(feedback, version=version, in_use="")


def _changed(draft: Feedback, version: int | None, values: Mapping[str, object]) -> Feedback:
    return change_row(draft, version=version, **values)[0]


def _require_giver(giver: Person, feedback: Feedback) -> None:
    if feedback.giver_id != giver.pk:
        raise Denied(Said("Only whoever wrote feedback changes it."))


def _require_ones_draft(giver: Person, draft: Feedback | None) -> None:
    if draft is None:
        return
    _require_giver(giver, draft)
    if not draft.is_draft:
        raise Invalid(Said("It is given."), remedy="Take it back first.")


def _require_asked(giver: Person, receiver: Person, request: FeedbackRequest | None) -> None:
    if request is not None and (request.asked_id, request.asker_id) != (giver.pk, receiver.pk):
        raise Denied(Said("This was asked of somebody else, or by somebody else."))
