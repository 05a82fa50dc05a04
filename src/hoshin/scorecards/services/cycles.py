"""Closing a cycle of goals with the scores and grades that they have: previewed and done by the same rule."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from hoshin.accounts.access import Actor, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.okrs.models import ClosingChoice, Cycle, CycleResult
from hoshin.okrs.policies import OkrsRight
from hoshin.okrs.rows import GoalStanding
from hoshin.okrs.selectors import GoalLine, goals_in_cycle
from hoshin.okrs.services import close_cycle
from hoshin.scorecards.selectors.goal_lines import standings_in

# From this grade on a goal counts as reached: what is expected of one that reaches far.
REACHED_FROM = 0.7


@dataclass(frozen=True, slots=True)
class ClosingRule:
    """What becomes of goals: of those that were reached, of all others, and of single ones by code of the objective."""

    reached: ClosingChoice = ClosingChoice.ARCHIVE
    others: ClosingChoice = ClosingChoice.CARRY_OVER
    single: Mapping[str, ClosingChoice] = field(default_factory=dict)

    def of(self, goal: GoalLine, standing: GoalStanding) -> ClosingChoice:
        is_reached = standing.grade is not None and standing.grade >= REACHED_FROM
        by_rule = self.reached if is_reached else self.others
        return self.single.get(goal.commitment.objective.code, by_rule)


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """A goal, how it stands, and what becomes of it."""

    goal: GoalLine
    standing: GoalStanding
    decision: ClosingChoice


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing a cycle would do, goal by goal."""

    lines: tuple[ClosingLine, ...]

    @property
    def counts(self) -> dict[ClosingChoice, int]:
        """How many goals there are of each decision."""
        found = Counter(line.decision for line in self.lines)
        return {decision: found[decision] for decision in ClosingChoice}


def closing_of(actor: Actor, *, cycle: Cycle, rule: ClosingRule) -> Closing:
    """What closing the cycle by a rule would do today; nothing is written."""
    require(actor, OkrsRight.MANAGE_CYCLES)
    goals = goals_in_cycle(actor, cycle)
    standings = standings_in(actor, goals, min(cycle.ends_on, clock.today()))
    lines = []
    for goal in goals:
        standing = standings[goal.commitment.objective_id]
        lines.append(ClosingLine(goal, standing, rule.of(goal, standing)))
    return Closing(tuple(lines))


def close_as_it_stands(
    actor: Actor, *, cycle: Cycle, rule: ClosingRule, into: Cycle | None = None, version: int | None = None
) -> list[CycleResult]:
    """Close a cycle by a rule; score and grade of each goal are kept as they stand. See `okrs.services.close_cycle`."""
    with act(actor, "close_cycle", name=cycle.name):
        lines = closing_of(actor, cycle=cycle, rule=rule).lines
        decisions = {line.goal.commitment.objective_id: line.decision for line in lines}
        standings = {line.goal.commitment.objective_id: line.standing for line in lines}
        return close_cycle(actor, cycle=cycle, decisions=decisions, standings=standings, into=into, version=version)
