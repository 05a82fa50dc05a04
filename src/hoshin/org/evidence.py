"""What shows a person's work between two days. Cards name the kinds, each of which is read by its own rule of sight.

Reviews cite it, and promotions show it. Nothing of signals about people, of surveys or of private notes is here, nor ever
may be: what is cited is read by others.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import islice

from django.utils.functional import Promise
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.cards import entries
from hoshin.base.rounding import figure
from hoshin.org.models import Person
from hoshin.org.policies import past_positions_visible_to
from hoshin.org.positions import positions_of

MOST_OF_KIND, LONGEST_LINE = 30, 280


class EvidenceGroup(StrEnum):
    """What a kind tells of: what was attained, what people said of it, and what came between."""

    WORK = "work"
    TOLD = "told"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that may be cited: its kind and key, its day, what it says in short, and the page that shows it, if any."""

    kind: str
    key: str
    day: date
    text: str
    page: str = ""
    page_by: str | int = ""


@dataclass(frozen=True, slots=True)
class EvidenceSource:
    """A kind of evidence. `order`: its place among the kinds. `between(actor, person, since, until)`: what the actor sees of
    it between two days, the newest first. `is_a_judgement`: what others concluded already, which no review may lean on."""

    code: str
    label: str | Promise
    order: int
    group: EvidenceGroup
    between: Callable[[Actor, Person, date, date], Iterable[Evidence]]
    is_a_judgement: bool = False


def evidence_sources() -> list[EvidenceSource]:
    """All kinds, in their order."""
    return sorted(entries("evidence", by="code").values(), key=lambda one: one.order)


def evidence_between(
    actor: Actor, person: Person, since: date, until: date, sources: Iterable[EvidenceSource]
) -> list[Evidence]:
    """What of a person's stands between two days, kind by kind and the newest first. A fixed number of queries of each."""
    return [one for source in sources for one in islice(source.between(actor, person, since, until), MOST_OF_KIND)]


def moments_of(since: date, until: date) -> tuple[datetime, datetime]:
    """The first and the last moment of a time from day to day."""
    zone = get_default_timezone()
    return datetime.combine(since, time.min, zone), datetime.combine(until, time.max, zone)


def in_short(text: str) -> str:
    """A text as one line that is not too long."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_LINE else f"{words[: LONGEST_LINE - 1]}…"


def _moves(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    rows = past_positions_visible_to(actor).filter(person=person, valid_to__range=(since, until))
    for row in rows.select_related("unit").order_by("-valid_to")[:MOST_OF_KIND]:
        before = " · ".join(part for part in (row.title, row.unit.name if row.unit else "") if part)
        text = translated("Until then: %(position)s") % {"position": before or translated("another position")}
        yield Evidence("move", f"move-{row.pk}", row.valid_to, text)


def _part_time(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    """Positions that were held with another share of full time than all of it."""
    for one in positions_of(actor, person):
        first, last = max(one.since or since, since), min(one.until or until, until)
        if one.said.fte == 1 or first > last:
            continue
        said = {"share": figure(100 * one.said.fte, 0), "days": (last - first).days + 1}
        text = translated("%(share)s %% of full time, for %(days)s days of this time") % said
        yield Evidence("time", f"time-{(one.since or date.min).isoformat()}", first, text)


EVIDENCE = (
    EvidenceSource("time", _("Working time"), 85, EvidenceGroup.CONTEXT, _part_time),
    EvidenceSource("move", _("Moves"), 90, EvidenceGroup.CONTEXT, _moves),
)
