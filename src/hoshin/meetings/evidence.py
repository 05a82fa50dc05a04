"""What both of a 1:1 wrote down, as evidence of a person's work."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.meetings.policies import meetings_visible_to
from hoshin.org.evidence import MOST_OF_KIND, Evidence, EvidenceGroup, EvidenceSource, in_short
from hoshin.org.models import Person


def _meetings(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    """Notes that both of them wrote and read: whoever looks takes part in the 1:1, or does not see it."""
    pair = Q(one_on_one__organiser=person) | Q(one_on_one__partner=person)
    rows = meetings_visible_to(actor).filter(pair, day__range=(since, until)).exclude(notes="")
    for row in rows.order_by("-day", "-pk")[:MOST_OF_KIND]:
        yield Evidence("one_on_one", f"one_on_one-{row.pk}", row.day, in_short(row.notes))


EVIDENCE = (EvidenceSource("one_on_one", _("Notes of 1:1s"), 60, EvidenceGroup.TOLD, _meetings),)
