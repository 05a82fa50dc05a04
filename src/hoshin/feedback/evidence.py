"""Feedback and recognition that a person was given, as evidence of their work."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.feedback.policies import feedback_visible_to, recognitions_visible_to
from hoshin.org.evidence import MOST_OF_KIND, Evidence, EvidenceGroup, EvidenceSource, in_short, moments_of
from hoshin.org.models import Person


def _feedback(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    rows = feedback_visible_to(actor).filter(receiver=person, given_at__range=moments_of(since, until))
    for row in rows.select_related("giver").order_by("-given_at", "-pk")[:MOST_OF_KIND]:
        day = clock.day_of(row.given_at) if row.given_at else until
        text = in_short(f"{row.giver.name}: {row.text}")
        yield Evidence("feedback", f"feedback-{row.pk}", day, text, "feedback_one", row.pk)


def _recognition(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    rows = recognitions_visible_to(actor).filter(person=person, given_at__range=moments_of(since, until))
    for row in rows.select_related("giver").order_by("-given_at", "-pk")[:MOST_OF_KIND]:
        text = in_short(f"{row.giver.name}: {row.text}")
        day = clock.day_of(row.given_at)
        yield Evidence("recognition", f"recognition-{row.pk}", day, text, "recognition_one", row.pk)


EVIDENCE = (
    EvidenceSource("feedback", _("Feedback"), 40, EvidenceGroup.TOLD, _feedback),
    EvidenceSource("recognition", _("Recognition"), 50, EvidenceGroup.TOLD, _recognition),
)
