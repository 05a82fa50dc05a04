"""The goals of a person or a unit: how each stands, and how it serves the whole."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.checkins.assembly import BothSay, SaidConfidence, both_say
from hoshin.checkins.selectors import forecasts_and_confidences, silent_since
from hoshin.forecasts.models import Forecast
from hoshin.forecasts.selectors import probability_of
from hoshin.okrs.models import Ambition
from hoshin.okrs.policies import goals_written_by
from hoshin.okrs.selectors import GoalLine, units_headed
from hoshin.scorecards.selectors import (
    GoalGrade,
    GradedResult,
    LineOfSight,
    NodeLine,
    grade_of_results,
    newest_lines_of_goals,
    paces_of_results,
    sight_of,
)
from hoshin.web.access import actor_of
from hoshin.web.goals.whose import whose_goals
from hoshin.web.htmx import render


@dataclass(frozen=True, slots=True)
class ShownResult:
    """A key result: its contribution, how it stands, its share of the goal, its pace, how likely its target is, and the
    same held together with how sure its owner was last. `silent_since`: the day by which something was to be said of it."""

    row: Any
    line: NodeLine | None
    share: float | None
    pace: Any
    graded: GradedResult
    likely: float | None = None
    both: BothSay | None = None
    silent_since: date | None = None


@dataclass(frozen=True, slots=True)
class ShownGoal:
    """A goal with how it and its key results stand, and its ways up to the plan."""

    goal: GoalLine
    line: NodeLine | None
    results: tuple[ShownResult, ...]
    sight: LineOfSight | None
    grade: GoalGrade


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What somebody took on: oneself, or the person or unit that is named."""
    actor = actor_of(request)
    whose = whose_goals(actor, request.GET)
    goals = whose.goals(actor)
    context = {
        "whose": whose,
        "goals": _shown(actor, goals),
        "may_write": whose.may_write(actor),
        "writable": goals_written_by(actor, [goal.commitment for goal in goals]),
        "headed": units_headed(actor) if whose.is_own or whose.unit else [],
    }
    return render(request, "goals/index.html", context=context)


def _shown(actor: Actor, goals: list[GoalLine]) -> list[ShownGoal]:
    """Read plan by plan, of which there is mostly one."""
    of_plans = defaultdict(list)
    for goal in goals:
        of_plans[goal.commitment.objective.plan].append(goal)
    measures = {measure.pk for goal in goals for measure in goal.measures}
    ahead, sure = forecasts_and_confidences(actor, measures)
    shown: dict[int, ShownGoal] = {}
    for plan, theirs in of_plans.items():
        numbers = [goal.commitment.objective_id for goal in theirs]
        results = {goal.commitment.objective_id: [measure.pk for measure in goal.measures] for goal in theirs}
        lines = newest_lines_of_goals(actor, plan, results)
        sights = sight_of(actor, plan, numbers)
        for goal in theirs:
            number = goal.commitment.objective_id
            shown[number] = _goal_shown(goal, lines, sights.get(number), ahead, sure)
    return [shown[goal.commitment.objective_id] for goal in goals]


def _goal_shown(
    goal: GoalLine,
    lines: Mapping[tuple[str, int], NodeLine],
    sight: LineOfSight | None,
    ahead: Mapping[int, Forecast],
    sure: Mapping[tuple[int, int], SaidConfidence],
) -> ShownGoal:
    total = sum(row.weight for row in goal.key_results)
    keeping = paces_of_results(goal.commitment.objective, goal.measures, lines, goal.targets)
    weights = {row.measure_id or 0: row.weight for row in goal.key_results}
    likely = _likely(goal, lines, ahead)
    committed = goal.commitment.ambition == Ambition.COMMITTED
    grade = grade_of_results(weights, lines, keeping, committed=committed, likely=likely)
    number, silent = goal.commitment.objective_id, silent_since(goal)
    both = {
        measure: both_say(chance, ahead[measure].points, sure.get((number, measure)))
        for measure, chance in likely.items()
    }
    results = tuple(
        ShownResult(
            row,
            lines.get(("measure", row.measure_id or 0)),
            row.weight / total if total else None,
            keeping.get(row.measure_id or 0),
            part,
            likely.get(row.measure_id or 0),
            both.get(row.measure_id or 0),
            silent.get(row.measure_id or 0),
        )
        for row, part in zip(goal.key_results, grade.results, strict=True)
    )
    return ShownGoal(goal, lines.get(("objective", number)), results, sight, grade)


def _likely(
    goal: GoalLine, lines: Mapping[tuple[str, int], NodeLine], ahead: Mapping[int, Forecast]
) -> dict[int, float]:
    """By measure how likely its target is on the goal's day, where a forecast may say so."""
    found = {}
    for measure in goal.measures:
        line = lines.get(("measure", measure.pk))
        due_on = measure.due_on or goal.commitment.objective.due_date
        chance = probability_of(ahead.get(measure.pk), due_on, line.observed_on if line else None)
        if chance is not None and measure.pk in goal.targets:
            found[measure.pk] = chance
    return found
