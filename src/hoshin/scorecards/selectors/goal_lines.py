"""How goals and their key results stand: their lines in one period of their plan."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.measures.models import Measure, Target
from hoshin.okrs.models import Ambition
from hoshin.okrs.rows import GoalStanding
from hoshin.okrs.selectors import GoalLine
from hoshin.scorecards.assembly.grades import GoalGrade, ResultAsked, graded
from hoshin.scorecards.assembly.pace import Pace, PaceAsked, paces
from hoshin.scorecards.models import NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to, nodes_visible_to
from hoshin.scorecards.selectors.lines import SHOWN_OF_NODE, NodeLine, lines_of_nodes
from hoshin.scorecards.selectors.periods import newest_of_goals, period_for
from hoshin.strategy.models import Objective, Plan


def lines_of_goals(
    actor: Actor, plan: Plan, objectives: Collection[int], measures: Collection[int], period: Period
) -> dict[tuple[str, int], NodeLine]:
    """The lines of objectives and measures of the whole, by kind and number. Three queries, however many."""
    seen = nodes_ever_visible_to(actor).filter(plan=plan, unit=None)
    rows = seen.filter(objective__in=objectives) | seen.filter(kind=NodeKind.MEASURE, measure__in=measures)
    nodes = list(rows.select_related(*SHOWN_OF_NODE))
    found = lines_of_nodes(plan, nodes, period)
    return {(node.kind, node.objective_id or node.measure_id or 0): found[node.pk] for node in nodes}


def newest_lines_of_goals(
    actor: Actor, plan: Plan, goals: Mapping[int, Collection[int]]
) -> dict[tuple[str, int], NodeLine]:
    """The lines of objectives and of their key results, each goal in the latest period in which it has a score.

    `goals`: by objective the measures that are wanted. What has no score after the period of the plan is shown in that.
    Three queries for each period, of which there are mostly one or two.
    """
    if not goals:
        return {}
    newest = newest_of_goals(plan, objectives=goals)
    chosen = newest.get((NodeKind.PLAN, plan.pk)) or period_for(plan)
    in_periods: dict[Period, list[int]] = defaultdict(list)
    for objective in goals:
        period = newest.get((NodeKind.OBJECTIVE, objective), chosen)
        if period is not None:
            in_periods[max(period, chosen) if chosen is not None else period].append(objective)
    found: dict[tuple[str, int], NodeLine] = {}
    for period, objectives in in_periods.items():
        found |= lines_of_goals(actor, plan, objectives, [one for pk in objectives for one in goals[pk]], period)
    return found


def plans_where_counted(actor: Actor, objectives: Collection[int], measures: Collection[int]) -> list[Plan]:
    """The plans in which objectives and measures stand as those of the whole, where most of them do first. One query."""
    seen = nodes_visible_to(actor).filter(unit=None)
    rows = seen.filter(objective__in=objectives) | seen.filter(kind=NodeKind.MEASURE, measure__in=measures)
    plans: Counter[Plan] = Counter(node.plan for node in rows.select_related("plan"))
    return [plan for plan, _count in plans.most_common()]


def paces_of_results(
    objective: Objective,
    measures: Sequence[Measure],
    lines: Mapping[tuple[str, int], NodeLine],
    targets: Mapping[int, Target],
) -> dict[int, Pace]:
    """The pace of the key results of a goal, by measure, each on the day of its last value.

    The way goes from the start of the measure to its due date, or from and to those of the goal. A period that still runs
    is judged as of today. None of bands and levels, which have no way.
    """
    asked = []
    for measure in measures:
        line, target = lines.get((NodeKind.MEASURE, measure.pk)), targets.get(measure.pk)
        observed = line.observed_on if line else None
        asked.append(
            PaceAsked(
                line.value if line else None,
                min(Period.containing(observed, measure.period_frequency).end, clock.today()) if observed else None,
                target.baseline if target else None,
                target.target if target else None,
                measure.starts_on or objective.start_date,
                measure.due_on or objective.due_date,
            )
        )
    found = paces(asked)
    return {measure.pk: one for measure, one in zip(measures, found, strict=True) if one is not None}


def grade_of_results(
    weights: Mapping[int, float],
    lines: Mapping[tuple[str, int], NodeLine],
    kept: Mapping[int, Pace],
    *,
    committed: bool,
    likely: Mapping[int, float] | None = None,
) -> GoalGrade:
    """The grade of a goal by its key results, which are named by measure with what each weighs there, in that order.

    `likely`: by measure how probable its target is, where a forecast may say so.
    """
    asked = []
    for measure, weight in weights.items():
        line, pace = lines.get((NodeKind.MEASURE, measure)), kept.get(measure)
        asked.append(
            ResultAsked(
                weight,
                line.attainment if line else None,
                line.score if line else None,
                pace.status if pace else "",
                line.override.status if line and line.override else 0,
                line.cuts if line else (),
                (likely or {}).get(measure),
            )
        )
    return graded(asked, committed=committed)


def standings_in(actor: Actor, goals: Sequence[GoalLine], day: date) -> dict[int, GoalStanding]:
    """Score and grade of goals, by objective, in the period of their plan in which a day lies. A few queries a plan."""
    of_plans = defaultdict[Plan, list[GoalLine]](list)
    for goal in goals:
        of_plans[goal.commitment.objective.plan].append(goal)
    found = {}
    for plan, theirs in of_plans.items():
        period = Period.containing(day, plan.period_frequency)
        numbers = [goal.commitment.objective_id for goal in theirs]
        lines = lines_of_goals(actor, plan, numbers, [one.pk for goal in theirs for one in goal.measures], period)
        for goal in theirs:
            weights = {row.measure_id or 0: row.weight for row in goal.key_results}
            committed = goal.commitment.ambition == Ambition.COMMITTED
            line = lines.get((NodeKind.OBJECTIVE, goal.commitment.objective_id))
            grade = grade_of_results(weights, lines, {}, committed=committed)
            found[goal.commitment.objective_id] = GoalStanding(line.score if line else None, grade.grade)
    return found
