"""Check-ins to goals of a person, and when they were away, as evidence of their work."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.checkins.policies import absences_visible_to, check_ins_visible_to
from hoshin.org.evidence import MOST_OF_KIND, Evidence, EvidenceGroup, EvidenceSource, in_short
from hoshin.org.models import Person


def _check_ins(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    rows = check_ins_visible_to(actor).filter(objective__owner=person, checked_on__range=(since, until))
    rows = rows.exclude(note="", why="").select_related("measure", "objective").order_by("-checked_on", "-pk")
    for row in rows[:MOST_OF_KIND]:
        text = f"{row.measure.name}: {row.note or row.why}"
        key = f"check_in-{row.pk}"
        yield Evidence("check_in", key, row.checked_on, in_short(text), "objective", row.objective.code)


def _absences(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    rows = absences_visible_to(actor).filter(person=person, starts_on__lte=until, ends_on__gte=since)
    for row in rows.order_by("-starts_on")[:MOST_OF_KIND]:
        text = translated("Away for %(days)s days") % {"days": (row.ends_on - row.starts_on).days + 1}
        yield Evidence("absence", f"absence-{row.pk}", max(row.starts_on, since), text)


EVIDENCE = (
    EvidenceSource("check_in", _("Check-ins"), 30, EvidenceGroup.WORK, _check_ins),
    EvidenceSource("absence", _("Absences"), 80, EvidenceGroup.CONTEXT, _absences),
)
