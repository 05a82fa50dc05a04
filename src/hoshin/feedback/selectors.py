"""Finds feedback, requests for it, and recognition, as far as the actor may read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.words import begins_with
from hoshin.feedback.models import AnonymousTalk, AnonymousWords, Feedback, FeedbackRequest, Recognition
from hoshin.feedback.policies import (
    applause_visible_to,
    feedback_visible_to,
    hr_people,
    is_answered,
    recognitions_visible_to,
    requests_visible_to,
    talks_of_key,
    talks_visible_to,
    words_visible_to,
)
from hoshin.measures.policies import measures_visible_to
from hoshin.org.models import Person
from hoshin.org.positions import managers_above
from hoshin.org.relations import is_self
from hoshin.org.selectors import person_of
from hoshin.strategy.models import Objective
from hoshin.strategy.policies import objectives_ever_visible_to, plans_visible_to

MOST_MEASURES, MOST_HR, MOST_TALKS = 40, 20, 100


class FeedbackSide(StrEnum):
    """Whose side of feedback one looks at: received, given, or shown by its writer to the receiver's manager."""

    RECEIVED = "received"
    GIVEN = "given"
    SHOWN = "shown"


_SIDES = {FeedbackSide.RECEIVED: "receiver", FeedbackSide.GIVEN: "giver", FeedbackSide.SHOWN: "shown_to"}


@dataclass(frozen=True, slots=True)
class ToldFeedback:
    """Feedback with the objective that it is about, as far as whoever reads may see that."""

    row: Feedback
    objective: Objective | None


@dataclass(frozen=True, slots=True)
class ShownRecognition:
    """A recognition, how many joined in, and whether the actor did."""

    row: Recognition
    applause: int
    is_joined: bool


def feedback_in(actor: Actor, box: FeedbackSide, *, text: str = "", value: str = "") -> QuerySet[Feedback]:
    """One side of it, drafts first and then the newest.

    With a text: what has words that begin so, or is from or to somebody who is called so.
    """
    rows = feedback_visible_to(actor).filter(is_self(actor, _SIDES[box]))
    if text.strip():
        words = begins_with(text, names="text", codes=())
        for name in ("giver__name", "receiver__name"):
            words |= Q(**{f"{name}__icontains": text.strip()})
        rows = rows.filter(words)
    if value:
        rows = rows.filter(Q(value=value) | Q(skill__iexact=value))
    rows = rows.select_related("giver", "receiver", "shown_to", "objective", "request")
    return rows.order_by("-given_at", "-pk")


def told(actor: Actor, rows: Iterable[Feedback]) -> list[ToldFeedback]:
    """Feedback with its objectives, as far as the actor may see these. One query."""
    found = list(rows)
    wanted = {row.objective_id for row in found if row.objective_id}
    seen = objectives_ever_visible_to(actor).in_bulk(wanted) if wanted else {}
    return [ToldFeedback(row, seen.get(row.objective_id or 0)) for row in found]


def feedback_by_number(actor: Actor, number: int) -> Feedback:
    """One of them. NotFound where there is none for the actor."""
    rows = feedback_visible_to(actor).select_related("giver", "receiver__manager", "shown_to", "objective", "request")
    row = rows.filter(pk=number).first()
    if row is None:
        raise NotFound("feedback", str(number))
    return row


def feedback_with(actor: Actor, person: Person, limit: int) -> list[ToldFeedback]:
    """What the actor may read of feedback that a person received, the newest first. Two queries."""
    rows = feedback_visible_to(actor).filter(receiver=person, given_at__isnull=False)
    rows = rows.select_related("giver", "receiver", "shown_to").order_by("-given_at", "-pk")
    return told(actor, rows[:limit])


def requests_by(actor: Actor, *, text: str = "") -> QuerySet[FeedbackRequest]:
    """What the actor asked others, the newest first, each with whether it was answered."""
    rows = _with_answers(requests_visible_to(actor).filter(is_self(actor, "asker")))
    if text.strip():
        rows = rows.filter(Q(question__icontains=text.strip()) | Q(asked__name__icontains=text.strip()))
    return rows.select_related("asked", "asker").order_by("-asked_at", "-pk")


def requests_to_answer(actor: Actor) -> QuerySet[FeedbackRequest]:
    """What is asked of the actor and neither answered nor declined."""
    rows = requests_visible_to(actor).filter(is_self(actor, "asked")).filter(~is_answered())
    return rows.filter(declined_at=None).select_related("asker", "objective")


def request_by_number(actor: Actor, number: int) -> FeedbackRequest:
    """One of them. NotFound where there is none for the actor."""
    rows = _with_answers(requests_visible_to(actor)).select_related("asker__manager", "asked", "objective")
    row = rows.filter(pk=number).first()
    if row is None:
        raise NotFound("request for feedback", str(number))
    return row


def recognitions_listed(
    actor: Actor, *, text: str = "", value: str = "", person: Person | None = None
) -> QuerySet[Recognition]:
    """Recognition of everybody, or of one, the newest first."""
    rows = recognitions_visible_to(actor).select_related("giver", "person")
    if text.strip():
        words = begins_with(text, names="text", codes=())
        rows = rows.filter(words | Q(person__name__icontains=text.strip()) | Q(giver__name__icontains=text.strip()))
    rows = rows.filter(value=value) if value else rows
    return (rows.filter(person=person) if person else rows).order_by("-given_at", "-pk")


def with_applause(actor: Actor, rows: Sequence[Recognition]) -> list[ShownRecognition]:
    """Recognitions with who joined in. Two queries."""
    joined = applause_visible_to(actor).filter(recognition__in=[row.pk for row in rows]).order_by()
    counts = dict(joined.values_list("recognition").annotate(Count("pk")))
    own = set(joined.filter(is_self(actor, "person")).values_list("recognition", flat=True))
    return [ShownRecognition(row, counts.get(row.pk, 0), row.pk in own) for row in rows]


def recognition_by_number(actor: Actor, number: int) -> Recognition:
    """One of them. NotFound where there is none."""
    row = recognitions_visible_to(actor).select_related("giver", "person").filter(pk=number).first()
    if row is None:
        raise NotFound("recognition", str(number))
    return row


def organisation_values(actor: Actor) -> list[str]:
    """The values of the organisation, as its plans name them, each once."""
    named = plans_visible_to(actor).values_list("values", flat=True)
    return list(dict.fromkeys(value.strip() for value in chain.from_iterable(named) if value.strip()))


def names_of_measures(actor: Actor) -> list[str]:
    """Names of measures that a text may refer to, as far as the actor may see them."""
    return list(measures_visible_to(actor).order_by("-is_key", "pk").values_list("name", flat=True)[:MOST_MEASURES])


def _with_answers(rows: QuerySet[FeedbackRequest]) -> QuerySet[FeedbackRequest]:
    return rows.annotate(is_answered=is_answered())


def to_write_without_name(actor: Actor) -> list[tuple[Person, bool]]:
    """To whom one may write without a name, HR (True) first, then the managers above, the nearest first."""
    hr, own = list(hr_people()[:MOST_HR]), person_of(actor)
    above = [one for one in managers_above(actor, own) if one.user_id is not None] if own else []
    return [(one, True) for one in hr if one != own] + [(one, False) for one in above if one not in hr]


def talks_to(actor: Actor) -> list[AnonymousTalk]:
    """Words without a name to the actor, the latest first."""
    return list(talks_visible_to(actor).order_by("-day", "-pk")[:MOST_TALKS])


def talks_waiting(actor: Actor) -> QuerySet[AnonymousTalk]:
    """Those of them of which the last word is not an answer."""
    last = words_visible_to(actor).filter(talk=OuterRef("pk")).order_by("-pk").values("is_answer")[:1]
    return talks_visible_to(actor).alias(is_answered=Subquery(last)).filter(is_answered=False)


def talk_by_number(actor: Actor, number: int) -> AnonymousTalk:
    """One that was written to the actor. NotFound where there is none."""
    talk = talks_visible_to(actor).filter(pk=number).first()
    if talk is None:
        raise NotFound("message", str(number))
    return talk


def talk_of_key(digest: str) -> AnonymousTalk:
    """The talk of a key, for whoever has it. NotFound where there is none."""
    talk = talks_of_key(digest).select_related("to").first()
    if talk is None:
        raise NotFound("message with this key")
    return talk


def words_of_talk(talk: AnonymousTalk) -> list[AnonymousWords]:
    """What was said in a talk that the caller has looked up as theirs, or by its key."""
    return list(talk.words.order_by("pk"))
