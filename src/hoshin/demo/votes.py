"""How sure one team was of a goal of its unit, week by week: said by each alone, kept together."""

from datetime import timedelta

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.base.tasks import JobProgress
from hoshin.checkins.services import vote_confidence
from hoshin.checkins.services.voting import FORGET_VOTERS
from hoshin.demo.team import team_of
from hoshin.strategy.models import Objective
from hoshin.strategy.services import change_objective

# By week, three weeks ago first; each of the team in turn, and none where somebody gave nothing.
SURE = ((4, 4, 3, None), (4, 3, 3, 2), (3, 3, 2, 4))


def vote(office: Actor, manager: User, employee: User, face: str) -> None:
    """A goal of the manager's is their unit's, and the team said how sure it is, in each of three weeks that it ran."""
    team = team_of(manager, employee, face)
    goals = Objective.objects.filter(owner=team.people["M"], commitment__is_draft=False, due_date__gte=clock.today())
    goal = goals.exclude(visibility="private").order_by("code").first()
    if goal is None:
        return
    goal = change_objective(office, objective=goal, unit=team.people["M"].unit)
    members = [team.actors[place] for place in team.led if team.people[place].unit_id == goal.unit_id]
    for weeks, sure in enumerate(reversed(SURE), start=1):
        with clock.fixed(clock.now() - timedelta(weeks=weeks)):
            if goal.start_date is not None and goal.start_date > clock.today():
                continue
            for actor, confidence in zip(members, sure, strict=False):
                if confidence is not None:
                    vote_confidence(actor, objective=goal, confidence=confidence)
    FORGET_VOTERS.function(JobProgress())
