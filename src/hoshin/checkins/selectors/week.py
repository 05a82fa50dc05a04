"""What somebody checks in on this week: the key results of their goals, with what is known of each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.checkins.asking import runs, said_since
from hoshin.checkins.assembly import BothSay, SaidConfidence, both_say
from hoshin.checkins.days_off import own_days_off
from hoshin.checkins.models import Blocker, CheckIn
from hoshin.checkins.policies import CheckInRight, blockers_visible_to, check_ins_visible_to
from hoshin.checkins.rhythm import due_day, week_of
from hoshin.checkins.standing import StandingResult, latest_values, likely, paces_of, proposed, running_period
from hoshin.forecasts.selectors import forecasts_of
from hoshin.measures.models import Actual, Aggregation, Measure, Target
from hoshin.measures.policies import actuals_visible_to, measures_recordable_by, targets_visible_to
from hoshin.org.relations import is_self
from hoshin.scorecards.assembly.pace import Pace
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.policies import contributions_visible_to

MOST = 100
# What adds up over the days of a period begins anew with each.
_ADDS_UP = (Aggregation.SUM, Aggregation.RATIO, Aggregation.WEIGHTED_MEAN)


@dataclass(frozen=True, slots=True)
class DueResult:
    """A key result of a goal, and what is known of it.

    `period` is the one to which a value of today belongs, `held` what stands there, `before` the latest value of an
    earlier one. `likely`: the probability of the target, where a forecast may say it, and `both` what it and the confidence
    that was said last come to together. `last` is the check-in before,
    `today` the one that the reader made today; `is_done`: there is one of this week. `is_late`: the goal is over.
    """

    objective: Objective
    measure: Measure
    period: Period
    held: Actual | None
    before: Actual | None
    target: Target | None
    pace: Pace | None
    likely: float | None
    both: BothSay | None
    last: CheckIn | None
    today: CheckIn | None
    is_done: bool
    may_record: bool
    blockers: tuple[Blocker, ...] = ()

    @property
    def is_late(self) -> bool:
        return self.objective.due_date is not None and self.objective.due_date < clock.today()

    @property
    def proposed(self) -> str:
        """The status that is proposed, "" for none."""
        return proposed(self.pace, self.likely)

    @property
    def known(self) -> Actual | None:
        """The value that can be taken as that of now: recorded for this period, or the last one of what does not add up."""
        return self.held or (None if self.measure.aggregation in _ADDS_UP else self.before)


@dataclass(frozen=True, slots=True)
class Week:
    """A week with the key results that are asked for, goal by goal: what is due first, what was done last."""

    week: Period
    due_on: date
    results: tuple[DueResult, ...]

    @property
    def due(self) -> list[DueResult]:
        return [one for one in self.results if not one.is_done]

    @property
    def is_overdue(self) -> bool:
        return clock.today() > self.due_on


def week_of_actor(actor: Actor) -> Week:
    """What the actor checks in on this week. Ten queries, however much it is."""
    week = week_of(clock.today())
    rows = list(_asked(actor).select_related("measure", "parent__owner", "parent__plan")[:MOST])
    places = [(row.parent, row.measure) for row in rows if row.measure is not None]
    measures, goals = {measure.pk for _goal, measure in places}, {goal.pk for goal, _measure in places}
    values = latest_values(actuals_visible_to(actor).select_related("change"), measures, 2)
    targets = defaultdict(list)
    for target in targets_visible_to(actor).filter(measure__in=measures, unit=None):
        targets[target.measure_id].append(target)
    last, blockers = _last_check_ins(actor, goals), _blockers(actor, goals)
    recordable = set(measures_recordable_by(actor).filter(pk__in=measures).values_list("pk", flat=True))
    forecasts = forecasts_of(actor, measures)
    standing = [StandingResult.of(goal, measure, targets, values) for goal, measure in places]
    found = []
    for stands, pace in zip(standing, paces_of(standing), strict=True):
        goal, measure = stands.objective, stands.measure
        period, said = running_period(measure, goal), last.get((goal.pk, measure.pk))
        held, before = _held_and_before(values.get(measure.pk, ()), period)
        forecast = forecasts.get(measure.pk)
        chance = likely(stands, forecast)
        found.append(
            DueResult(
                goal,
                measure,
                period,
                held,
                before,
                stands.target,
                pace,
                chance,
                both_say(chance, forecast.points if forecast else 0, _sure(said)),
                said,
                said if said is not None and _is_of_today(said, actor) else None,
                said is not None and said.checked_on >= week.start,
                measure.pk in recordable,
                tuple(blockers.get((goal.pk, measure.pk), ())),
            )
        )
    return Week(week, due_day(week, own_days_off(actor)), tuple(sorted(found, key=lambda one: one.is_done)))


def due_of(actor: Actor) -> QuerySet[Contribution]:
    """The key results on which nobody has checked in this week, of goals of the actor. Counted in one query."""
    return _asked(actor).filter(~said_since(check_ins_visible_to(actor), week_of(clock.today())))


def _asked(actor: Actor) -> QuerySet[Contribution]:
    """The key results of goals of the actor that run, or ended a while ago: by goal, what is due first."""
    rows = contributions_visible_to(actor)
    if not actor.has(CheckInRight.CHECK_IN_OWN):
        return rows.none()
    rows = rows.filter(runs("parent__"), is_self(actor, "parent__owner"), measure__isnull=False)
    return rows.order_by("parent__due_date", "parent__code", "position", "pk")


def _sure(said: CheckIn | None) -> SaidConfidence | None:
    """How sure its owner was when they checked in last, if they said so."""
    if said is None or said.confidence is None:
        return None
    return SaidConfidence(said.confidence, said.checked_on)


def _last_check_ins(actor: Actor, goals: set[int]) -> dict[tuple[int, int], CheckIn]:
    rows = check_ins_visible_to(actor).filter(objective__in=goals).select_related("person")
    rows = rows.order_by("objective_id", "measure_id", "-checked_on", "-pk").distinct("objective_id", "measure_id")
    return {(row.objective_id, row.measure_id): row for row in rows}


def _blockers(actor: Actor, goals: set[int]) -> dict[tuple[int, int | None], list[Blocker]]:
    found: dict[tuple[int, int | None], list[Blocker]] = defaultdict(list)
    for one in blockers_visible_to(actor).filter(objective__in=goals, cleared_at=None).select_related("raised_to"):
        found[one.objective_id, one.measure_id].append(one)
    return found


def _is_of_today(said: CheckIn, actor: Actor) -> bool:
    is_own = said.person is not None and said.person.user_id == actor.user_id
    return is_own and said.checked_on == clock.today()


def _held_and_before(values: Sequence[Actual], period: Period) -> tuple[Actual | None, Actual | None]:
    held = next((one for one in values if one.period == period.start), None)
    return held, next((one for one in values if one.period < period.start), None)
