"""Who reads feedback, requests and recognition, and who writes them.

Feedback is among the most private things: its writer and its receiver read it, and the one manager whom the writer named.
No role opens it, neither the office's nor an administrator's.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor, require
from hoshin.accounts.models import User
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.base import clock
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.feedback.models import (
    AnonymousTalk,
    AnonymousWords,
    Applause,
    Feedback,
    FeedbackRequest,
    Recognition,
)
from hoshin.org.models import GrantedRelation, GrantedRelationKind, Person, Unit
from hoshin.org.relations import held_on, is_self
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


def _is_written_to_oneself(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}to")


def _is_of_a_talk_of_oneself(actor: Actor, path: str) -> Q:
    return opened("anonymous_talk", actor, f"{path}talk__")


TO_FEEDBACK = (
    Opening(Relation.GIVER, _is_by_oneself),
    Opening(Relation.RECEIVER, _is_to_oneself),
    Opening(Relation.NAMED, _is_shown_to_oneself),
)
TO_REQUESTS = (
    Opening(Relation.GIVER, _is_asked_of_oneself),
    Opening(Relation.RECEIVER, _is_ones_question),
)
TO_TALKS = (Opening(Relation.RECEIVER, _is_written_to_oneself),)
TO_WORDS = (Opening(Relation.THROUGH, _is_of_a_talk_of_oneself),)
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


def talks_visible_to(actor: Actor) -> QuerySet[AnonymousTalk]:
    """Words without a name to the actor; whoever wrote them reads them by the key alone."""
    return visible(AnonymousTalk.objects.all(), "anonymous_talk", actor)


def words_visible_to(actor: Actor) -> QuerySet[AnonymousWords]:
    """What was said in talks that the actor may see."""
    return visible(AnonymousWords.objects.all(), "anonymous_words", actor)


def talks_of_key(digest: str) -> QuerySet[AnonymousTalk]:
    """The talk of a key: whoever has it may read and go on, whoever they are."""
    return AnonymousTalk.objects.filter(key_digest=digest)


def hr_people() -> QuerySet[Person]:
    """Those who are HR of some unit today and may sign in."""
    kind = GrantedRelationKind.HR_OF_UNIT
    granted = held_on(GrantedRelation.objects.filter(relation=kind), clock.today()).values("person")
    return Person.objects.filter(pk__in=granted, user__is_active=True).order_by("name", "pk")


def hearers() -> QuerySet[Person]:
    """To whom one may write without a name: HR, and whoever leads a unit or people."""
    leads = Exists(Person.objects.filter(manager=OuterRef("pk"))) | Exists(Unit.objects.filter(head=OuterRef("pk")))
    leaders = Person.objects.filter(leads, user__is_active=True)
    return Person.objects.filter(Q(pk__in=hr_people().order_by().values("pk")) | Q(pk__in=leaders.values("pk")))


def hearing_users() -> QuerySet[User, int]:
    """The numbers of the users to whom something was written without a name."""
    return User.objects.filter(person__anonymous_talks__isnull=False, is_active=True).values_list("pk", flat=True)


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
