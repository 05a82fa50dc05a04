"""Who reads feedback, requests and recognition, and who writes them.

Feedback is among the most private things: its writer and its receiver read it, and the one manager whom the writer named.
No role opens it, neither the office's nor an administrator's.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor, require
from hoshin.accounts.models import User
from hoshin.accounts.sight import Opening, Relation, every, visible
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.feedback.models import Applause, Feedback, FeedbackRequest, Recognition
from hoshin.org.models import Person
from hoshin.org.relations import is_self
from hoshin.org.selectors import person_of


class FeedbackRight(StrEnum):
    GIVE = "give, ask for and receive feedback, and recognise others"
    REMOVE_RECOGNITION = "remove recognitions by others"


def _is_given(path: str) -> Q:
    return Q(**{f"{path}given_at__isnull": False})


def _is_by_oneself(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}giver")


def _is_to_oneself(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}receiver") & _is_given(path)


def _is_shown_to_oneself(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}shown_to") & _is_given(path)


def _is_ones_question(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}asker")


def _is_asked_of_oneself(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}asked")


TO_FEEDBACK = (
    Opening(Relation.GIVER, _is_by_oneself),
    Opening(Relation.RECEIVER, _is_to_oneself),
    Opening(Relation.NAMED, _is_shown_to_oneself),
)
TO_REQUESTS = (
    Opening(Relation.GIVER, _is_asked_of_oneself),
    Opening(Relation.RECEIVER, _is_ones_question),
)
TO_RECOGNITION = (Opening(Relation.EVERYONE, every),)


@dataclass(frozen=True, slots=True)
class FeedbackReaders:
    """Who will be able to read feedback to a person: its writer and its receiver, and by choice that one's manager."""

    receiver: Person
    manager: Person | None


def feedback_visible_to(actor: Actor) -> QuerySet[Feedback]:
    """What the actor gave or received, drafts of their own, and what they were named to read."""
    return visible(Feedback.objects.all(), "feedback", actor)


def feedback_traced_to(actor: Actor) -> QuerySet[Feedback]:
    """What the actor wrote: the trail keeps what drafts said, which their receiver never reads."""
    return Feedback.objects.filter(is_self(actor, "giver"))


def requests_visible_to(actor: Actor) -> QuerySet[FeedbackRequest]:
    """Requests of the actor, and those to them; nobody sees whom else somebody asked."""
    return visible(FeedbackRequest.objects.all(), "feedback_request", actor)


def recognitions_visible_to(actor: Actor) -> QuerySet[Recognition]:
    """All of them."""
    return visible(Recognition.objects.all(), "recognition", actor)


def applause_visible_to(actor: Actor) -> QuerySet[Applause]:
    """All of it."""
    return visible(Applause.objects.all(), "applause", actor)


def is_answered() -> Exists:
    """Of a request: whether feedback was given to it."""
    return Exists(Feedback.objects.filter(request=OuterRef("pk"), given_at__isnull=False))


def asked_users() -> QuerySet[User, int]:
    """The numbers of the users of whom feedback is asked now."""
    waiting = FeedbackRequest.objects.filter(~is_answered(), declined_at=None)
    return User.objects.filter(person__in=waiting.values("asked"), is_active=True).values_list("pk", flat=True)


def readers_of_feedback(writer: Person, receiver: Person) -> FeedbackReaders:
    """Who will be able to read what is written, before it is written."""
    manager = receiver.manager
    return FeedbackReaders(receiver, None if manager in (writer, receiver) else manager)


def require_person(actor: Actor) -> Person:
    """The person that the actor is, who alone gives feedback; `Denied` for whoever is none."""
    require(actor, FeedbackRight.GIVE)
    person = person_of(actor)
    if person is None:
        raise Denied(Said("Feedback is between people. Your user is no person of the organisation: ask the office."))
    return person


def may_remove_recognition(actor: Actor, recognition: Recognition) -> bool:
    """Whoever gave it, whoever it is for, and the office."""
    if actor.has(FeedbackRight.REMOVE_RECOGNITION):
        return True
    return actor.user_id is not None and actor.user_id in (recognition.giver.user_id, recognition.person.user_id)
