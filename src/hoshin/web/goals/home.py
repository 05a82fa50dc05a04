"""What is expected of oneself, and how clear it is in one's team, on home."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.okrs.policies import may_write_goals_of
from hoshin.okrs.selectors import GoalLine, goals_of, goals_of_unit, reports_by_goals
from hoshin.org.models import Person, Unit
from hoshin.org.selectors import person_of
from hoshin.scorecards.selectors import LineOfSight, NodeLine, newest_lines_of_goals, sight_of
from hoshin.web.access import actor_of
from hoshin.web.home_parts import HomePart

MOST = 7


@dataclass(frozen=True, slots=True)
class ExpectedGoal:
    """A goal, how it stands, and how it serves the whole."""

    goal: GoalLine
    line: NodeLine | None
    sight: LineOfSight | None


def expected_of(actor: Actor, whose: Person | Unit, most: int = MOST) -> tuple[list[ExpectedGoal], int]:
    """What a person or a unit took on, what is due first, and how much more there is. Ten queries of one plan."""
    goals = goals_of(actor, whose) if isinstance(whose, Person) else goals_of_unit(actor, whose)
    of_plans: dict[Any, list[GoalLine]] = defaultdict(list)
    for goal in goals[:most]:
        of_plans[goal.commitment.objective.plan].append(goal)
    shown: dict[int, ExpectedGoal] = {}
    for plan, theirs in of_plans.items():
        numbers = [goal.commitment.objective_id for goal in theirs]
        lines = newest_lines_of_goals(actor, plan, dict.fromkeys(numbers, ()))
        sights = sight_of(actor, plan, numbers)
        for goal, number in zip(theirs, numbers, strict=True):
            shown[number] = ExpectedGoal(goal, lines.get(("objective", number)), sights.get(number))
    return [shown[goal.commitment.objective_id] for goal in goals[:most]], max(0, len(goals) - most)


def _expected(request: HttpRequest) -> dict[str, Any] | None:
    actor = actor_of(request)
    person = person_of(actor)
    if person is None:
        return None
    goals, more = expected_of(actor, person)
    return {"goals": goals, "more": more, "may_write": may_write_goals_of(actor, person)}


def _team(request: HttpRequest) -> dict[str, Any] | None:
    found = reports_by_goals(actor_of(request), MOST)
    return {"team": found} if found.count else None


PARTS = (
    HomePart("expected", _("What is expected of me"), "goals", "goals/_home.html", _expected, 10, is_aside=True),
    HomePart("team", _("My team"), "reporting", "goals/_team.html", _team, 30, is_aside=True),
)
