"""What was seen of competencies, and steps to grow that were done, as evidence of a person's work."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.growth.policies import actions_visible_to, evidence_visible_to
from hoshin.org.evidence import MOST_OF_KIND, Evidence, EvidenceGroup, EvidenceSource, in_short
from hoshin.org.models import Person


def _growth(actor: Actor, person: Person, since: date, until: date) -> list[Evidence]:
    seen = evidence_visible_to(actor).filter(person=person, seen_on__range=(since, until))
    found = [
        Evidence("growth", f"growth-{row.pk}", row.seen_on, in_short(f"{row.competency.name}: {row.text}"))
        for row in seen.select_related("competency").order_by("-seen_on", "-pk")[:MOST_OF_KIND]
    ]
    done = actions_visible_to(actor).filter(plan__person=person, done_on__range=(since, until))
    for row in done.order_by("-done_on", "-pk")[:MOST_OF_KIND]:
        text = f"{row.text}: {row.outcome}" if row.outcome else row.text
        found.append(Evidence("growth", f"step-{row.pk}", row.done_on or until, in_short(text)))
    return sorted(found, key=lambda one: (one.day, one.key), reverse=True)


EVIDENCE = (EvidenceSource("growth", _("Growth"), 70, EvidenceGroup.TOLD, _growth),)
