"""How sure the members of a unit are of a goal of theirs: together, of weeks that are over, and never who said what.

While a week runs nothing is told of it: whoever looked before and after somebody gave would know what they gave.
"""

from dataclasses import dataclass

from django.db.models import Avg, Count

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.checkins.models import ConfidenceVote
from hoshin.checkins.policies import check_ins_visible_to, team_goals_of, votes_visible_to
from hoshin.checkins.rhythm import week_of
from hoshin.strategy.models import Objective

LEAST_VOTES, MOST_GOALS = 3, 50


@dataclass(frozen=True, slots=True)
class VotedWeek:
    """What a unit said in a week: how many gave, their mean from 1 to 5, and what the owner stated that week."""

    week: Period
    given: int
    mean: float
    owner: float | None


@dataclass(frozen=True, slots=True)
class TeamVote:
    """A goal of a unit: the latest week of which something is told, and for whom it is theirs to say, what they said."""

    objective: Objective
    last: VotedWeek | None
    may_vote: bool
    own: int | None


def team_vote_on(actor: Actor, objective: Objective) -> TeamVote | None:
    """How sure the unit is of a goal that the actor was shown; None where nobody says so. Five queries at most."""
    if objective.unit_id is None:
        return None
    last = _last_week(actor, objective)
    may_vote = team_goals_of(actor).filter(pk=objective.pk).exists()
    return TeamVote(objective, last, may_vote, _own(actor).get(objective.pk)) if may_vote or last else None


def team_votes_to_give(actor: Actor) -> list[TeamVote]:
    """The goals of the actor's unit, and of those above it, on which they say how sure they are. Two queries."""
    goals = list(team_goals_of(actor).select_related("unit", "owner").order_by("due_date", "code")[:MOST_GOALS])
    own = _own(actor) if goals else {}
    return [TeamVote(goal, None, True, own.get(goal.pk)) for goal in goals]


def _own(actor: Actor) -> dict[int, int]:
    rows = votes_visible_to(actor).filter(week=week_of(clock.today()).start)
    return dict(rows.values_list("objective", "confidence"))


def _last_week(actor: Actor, objective: Objective) -> VotedWeek | None:
    over = ConfidenceVote.objects.filter(objective=objective, week__lt=week_of(clock.today()).start).order_by()
    weeks = over.values("week").annotate(given=Count("pk"), mean=Avg("confidence")).filter(given__gte=LEAST_VOTES)
    last = weeks.order_by("-week").first()
    if last is None:
        return None
    week = Period.containing(last["week"], Frequency.WEEKLY)
    stated = check_ins_visible_to(actor).filter(
        objective=objective, person=objective.owner, checked_on__range=(week.start, week.end)
    )
    owner = stated.order_by().aggregate(mean=Avg("confidence"))["mean"] if objective.owner_id else None
    return VotedWeek(week, last["given"], last["mean"], owner)
