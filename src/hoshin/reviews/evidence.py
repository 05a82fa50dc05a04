"""The evidence thread of a review, how what is cited lies over its time, and released reviews as evidence for others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.rounding import figure
from hoshin.org.evidence import (
    MOST_OF_KIND,
    Evidence,
    EvidenceGroup,
    EvidenceSource,
    evidence_between,
    evidence_sources,
)
from hoshin.org.models import Person
from hoshin.reviews.models import CycleState, ReviewResult
from hoshin.reviews.policies import results_visible_to


@dataclass(frozen=True, slots=True)
class EvidenceSpread:
    """How cited evidence lies over the time: how many in each quarter of it, and the share of the last one."""

    counts: tuple[int, int, int, int]
    in_all: int

    @property
    def last_share(self) -> float | None:
        return self.counts[3] / self.in_all if self.in_all else None


def thread_sources() -> list[EvidenceSource]:
    """The kinds that a review may cite: what was seen and said, and no judgement of before."""
    return [source for source in evidence_sources() if not source.is_a_judgement]


def evidence_of(actor: Actor, person: Person, since: date, until: date) -> list[Evidence]:
    """What of a person's may be cited in a review of this time, as far as its writer may see it."""
    return evidence_between(actor, person, since, until, thread_sources())


def spread_of(days: Sequence[date], since: date, until: date) -> EvidenceSpread:
    """How days lie over the four quarters of a time; what lies outside counts with the nearest."""
    counts, length = [0, 0, 0, 0], max((until - since).days, 1)
    for day in days:
        counts[min(max(int(4 * (day - since).days / length), 0), 3)] += 1
    return EvidenceSpread((counts[0], counts[1], counts[2], counts[3]), len(days))


def _results(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    """Of released cycles whose time ended between the days: the score that counts, and as it was computed."""
    rows = results_visible_to(actor).filter(person=person, cycle__state=CycleState.RELEASED)
    rows = rows.filter(cycle__ends_on__range=(since, until)).select_related("cycle").order_by("-cycle__ends_on", "-pk")
    for row in rows[:MOST_OF_KIND]:
        yield Evidence("review", f"review-{row.pk}", row.cycle.ends_on, _told(row))


def _told(row: ReviewResult) -> str:
    if row.score is None:
        return translated("%(cycle)s: no score") % {"cycle": row.cycle.name}
    said = {"cycle": row.cycle.name, "score": figure(row.score, 2)}
    if row.raw is None or row.raw == row.score:
        text = translated("%(cycle)s: %(score)s, as computed") % said
    else:
        text = translated("%(cycle)s: %(score)s, computed as %(raw)s") % (said | {"raw": figure(row.raw, 2)})
    return text if row.error is None else f"{text} ± {figure(row.error, 2)}"


EVIDENCE = (EvidenceSource("review", _("Reviews"), 35, EvidenceGroup.WORK, _results, is_a_judgement=True),)
