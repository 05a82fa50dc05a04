"""How the goals of those who report to somebody went in the last seven days: what is stuck, and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.checkins.models import Blocker, CheckIn, SaidStatus
from hoshin.checkins.policies import blockers_visible_to, check_ins_visible_to
from hoshin.org.models import Person
from hoshin.org.selectors import own_reports

LOOKED_BACK = timedelta(days=7)
MOST = 100
_WORST_FIRST = (SaidStatus.OFF_TRACK, SaidStatus.AT_RISK, SaidStatus.ON_TRACK)


@dataclass(frozen=True, slots=True)
class Turn:
    """A key result that stands otherwise than seven days ago: the latest check-in, and the status before."""

    check_in: CheckIn
    before: SaidStatus

    @property
    def now(self) -> SaidStatus:
        return SaidStatus(self.check_in.stands)

    @property
    def is_fall(self) -> bool:
        return _WORST_FIRST.index(self.now) < _WORST_FIRST.index(self.before)


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """What stands in the way of a team's goals, what answer is asked for first; and what turned, the worst first."""

    stuck: Sequence[Blocker]
    turned: Sequence[Turn]

    @property
    def fell(self) -> int:
        return sum(turn.is_fall for turn in self.turned)

    @property
    def rose(self) -> int:
        return len(self.turned) - self.fell


def team_week_of(actor: Actor) -> TeamWeek:
    """The last seven days of the goals of those who report to the actor, as far as the actor sees them. Two queries."""
    reports = own_reports(actor)
    stuck = blockers_visible_to(actor).filter(objective__owner__in=reports, cleared_at=None)
    stuck = stuck.select_related("objective", "raised_by", "raised_to").order_by("answer_by", "pk")
    turned = [Turn(row, SaidStatus(row.stood)) for row in _turned(actor, reports)[:MOST]]  # type: ignore[attr-defined]
    turned.sort(key=lambda turn: (_WORST_FIRST.index(turn.now), not turn.is_fall))
    return TeamWeek(list(stuck[:MOST]), turned)


def _turned(actor: Actor, reports: QuerySet[Person]) -> QuerySet[CheckIn]:
    """The latest check-in of each key result of these people, where it says another status than `stood` before."""
    since = clock.today() - LOOKED_BACK
    stands = Coalesce(NullIf("status", Value("")), "proposed", output_field=CharField())
    seen = check_ins_visible_to(actor)
    earlier = seen.filter(objective=OuterRef("objective"), measure=OuterRef("measure"))
    earlier = earlier.filter(checked_on__lt=since).order_by("-checked_on", "-pk").annotate(stands_so=stands)
    rows = seen.filter(objective__owner__in=reports, checked_on__gte=since)
    latest = rows.order_by("objective_id", "measure_id", "-checked_on", "-pk").distinct("objective_id", "measure_id")
    turned = seen.filter(pk__in=latest.values("pk")).annotate(
        stands_so=stands, stood=Subquery(earlier.values("stands_so")[:1])
    )
    turned = turned.exclude(stands_so="").exclude(stood="").exclude(stood=None).exclude(stands_so=F("stood"))
    return turned.select_related("objective__owner", "measure").order_by("objective__owner__name", "pk")
