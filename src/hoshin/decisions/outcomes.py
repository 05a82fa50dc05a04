"""What came of decisions: the value of the measure beside what was expected, and how often a decider was right."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.decisions.models import Decision, DecisionState
from hoshin.decisions.policies import decisions_visible_to
from hoshin.org.relations import is_self
from hoshin.scorecards.models import NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.selectors import series_of

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Realised:
    """What the measure came to: in the period in which the effect was expected, or last before it."""

    value: float | None = None
    period: Period | None = None
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class DeciderCalibration:
    """Of decisions that were reviewed: how many turned out well, how sure the decider was (0–1), the Brier score of that
    (0 best), and how many realised values lay within the range that was to hold eight of ten."""

    reviewed: int
    good: int
    stated: float | None
    brier: float | None
    ranges: int
    within: int


def realised_of(actor: Actor, decision: Decision) -> Realised:
    """The value that a decision's measure came to, as it is known now. Two queries."""
    until = decision.effect_in
    if decision.effect_on is None or until is None:
        return Realised()
    nodes = nodes_ever_visible_to(actor).filter(kind=NodeKind.MEASURE, unit=None, measure=decision.effect_on)
    node = nodes.select_related("plan").order_by("-is_active", "plan__position", "plan_id").first()
    if node is None:
        return Realised()
    last = Period.containing(until.end, node.plan.period_frequency)
    known = [point for point in series_of(node.plan, node.pk, last, 24) if point.value is not None]
    if not known:
        return Realised()
    return Realised(known[-1].value, known[-1].period, known[-1].period == last)


def is_within(decision: Decision, value: float | None) -> bool | None:
    """Whether a value lies within what was expected; None where either is not known."""
    if value is None or decision.expected_low is None or decision.expected_high is None:
        return None
    return decision.expected_low <= value <= decision.expected_high


def own_calibration(actor: Actor) -> DeciderCalibration | None:
    """How right the actor was in decisions of their own, for them alone; None below five that were reviewed."""
    own = decisions_visible_to(actor).filter(is_self(actor, "decider"), state=DecisionState.REVIEWED)
    rows: Sequence[Decision] = list(own.select_related("review"))
    if len(rows) < FEWEST:
        return None
    sure = [(row.confidence / 100, row.review.is_outcome_good) for row in rows if row.confidence is not None]
    within = [found for row in rows if (found := is_within(row, row.review.realised)) is not None]
    return DeciderCalibration(
        reviewed=len(rows),
        good=sum(row.review.is_outcome_good for row in rows),
        stated=sum(stated for stated, _ in sure) / len(sure) if sure else None,
        brier=sum((stated - came) ** 2 for stated, came in sure) / len(sure) if sure else None,
        ranges=len(within),
        within=sum(within),
    )
