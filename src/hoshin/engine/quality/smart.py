"""How well a goal is put: five checks of 0 to 5 points, and what is missing for each lost point.

Rules judge how it is put, never whether it is worth it. Source: Doran 1981 for the five; the rubric is own.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from math import isnan, nan

from hoshin.engine.quality.reading import GoalReading

MOST_WORDS, LEAST_CONTENT = 25, 2
READY_FROM, REWRITE_BELOW, LEAST_POINTS = 70.0, 50.0, 2
SHORTEST_DAYS, LONGEST_DAYS = 7, 548
FIT_HIGH, FIT_FAIR = 80.0, 50.0
# Lower bounds of the share of past changes that were large enough, from the top down, with their points.
_SHARES = ((0.97, True, 2), (0.90, True, 3), (0.80, True, 4), (0.30, False, 5), (0.20, False, 4), (0.10, False, 3))
_SHARES_ASPIRATIONAL = (
    (0.90, True, 2), (0.80, True, 3), (0.50, True, 4), (0.05, False, 5), (0.03, False, 4), (0.02, False, 3),
)  # fmt: skip
_FEW = (0.05, 0.01)


class Criterion(StrEnum):
    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    ACHIEVABLE = "achievable"
    RELEVANT = "relevant"
    TIME_BOUND = "time_bound"


class Verdict(StrEnum):
    READY = "ready"
    IMPROVE = "improve"
    REWRITE = "rewrite"


@dataclass(frozen=True, slots=True)
class Missing:
    """What a lost point was lost for, as a code with the words of the text that it is about."""

    code: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """What is known of a goal beside its text; fields say it first, the text where no field does.

    ``share``: of the past changes over as many periods, how many were at least as large as this one has to be (0–1),
    NaN where no history tells; ``is_out_of_bounds``: the target lies beyond what the measure can reach. ``fit``: how
    much its text has in common with that of its parent, as a percentile 0–100 among pairs, NaN where not known.
    ``days``: from start to due date, NaN without. ``is_inside``: due within the time of the parent.
    """

    has_measure: bool = False
    has_target: bool = False
    has_baseline: bool = False
    has_unit: bool = False
    is_delivery: bool = False
    has_criterion: bool = False
    has_dated_steps: bool = False
    share: float = nan
    is_aspirational: bool = False
    is_out_of_bounds: bool = False
    has_scope: bool = False
    has_parent: bool = False
    is_parent_active: bool = False
    fit: float = nan
    has_due: bool = False
    is_inside: bool = False
    has_cadence: bool = False
    days: float = nan


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Points 0–5, NaN where it cannot be judged, and what is missing."""

    dimension: Criterion
    points: float
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class SmartResult:
    """The five checks, their total 0–100 over those that were judged, the verdict, and the lexicon that was read with."""

    checks: tuple[CheckResult, ...]
    total: float
    verdict: Verdict
    lexicon: str


@dataclass(slots=True)
class _Points:
    """Points as they are given, and what was missing where they were not."""

    points: float = 0.0
    missing: list[Missing] = field(default_factory=list)

    def give(self, points: float, holds: bool, code: str, *words: str) -> None:
        if holds:
            self.points += points
        else:
            self.missing.append(Missing(code, words))


def assess(reading: GoalReading, facts: GoalFacts) -> SmartResult:
    """The five checks of a goal: specific, measurable, achievable, relevant, time-bound.

    Total ``Q = 20 · mean(points)`` over the checks that could be judged. Ready from 70 on with no check below 2,
    rewrite below 50, improve between. Method: SMART rubric, weights 1 (own).

    >>> from hoshin.engine.quality.reading import read_goal
    >>> result = assess(read_goal("Increase revenue"), GoalFacts())
    >>> result.total, result.verdict.value
    (15.0, 'rewrite')
    """
    checks = (
        _specific(reading, facts),
        _measurable(facts),
        _achievable(facts),
        _relevant(facts),
        _time_bound(facts),
    )
    judged = [check.points for check in checks if not isnan(check.points)]
    total = 20.0 * sum(judged) / len(judged)
    if total < REWRITE_BELOW:
        verdict = Verdict.REWRITE
    elif total >= READY_FROM and min(judged) >= LEAST_POINTS:
        verdict = Verdict.READY
    else:
        verdict = Verdict.IMPROVE
    return SmartResult(checks, total, verdict, reading.lexicon.version)


def achievable_points(share: float, *, is_aspirational: bool = False, is_out_of_bounds: bool = False) -> float:
    """Points 0–5 for the share of past changes that were large enough; NaN where the share is.

    5 from 0.30 to 0.80; aspirational goals, which are to be reached half the time at most, 5 from 0.05 to 0.50.

    >>> [achievable_points(share) for share in (0.52, 0.25, 0.95, 0.98, 0.04)]
    [5.0, 4.0, 3.0, 2.0, 1.0]
    """
    if is_out_of_bounds:
        return 0.0
    if isnan(share):
        return nan
    for bound, must_exceed, points in _SHARES_ASPIRATIONAL if is_aspirational else _SHARES:
        if share > bound or (share == bound and not must_exceed):
            return float(points)
    return 2.0 if share >= _FEW[is_aspirational] else 1.0


def _specific(reading: GoalReading, facts: GoalFacts) -> CheckResult:
    """Five tests of the text, one point each; each vague term beyond the first takes another point, down to 0."""
    found = _Points()
    found.give(1, bool(reading.verb), "verb", *reading.tokens[:1])
    found.give(1, len(reading.content) >= LEAST_CONTENT, "content")
    found.give(1, reading.has_scope or facts.has_scope, "scope")
    found.give(1, reading.outcomes <= 1 and 0 < reading.words <= MOST_WORDS, "focus")
    found.give(1, bool(reading.tokens) and not reading.vague, "vague", *reading.vague)
    points = max(0.0, found.points - max(0, len(reading.vague) - 1))
    return CheckResult(Criterion.SPECIFIC, points, tuple(found.missing))


def _measurable(facts: GoalFacts) -> CheckResult:
    """A measure 2, target 1, baseline 1, unit and direction 1; of a delivery a criterion 2, dated steps 1 instead."""
    found = _Points()
    if facts.is_delivery and not facts.has_measure:
        found.give(2, facts.has_criterion, "criterion")
        found.give(1, facts.has_target, "delivery_date")
        found.give(1, facts.has_dated_steps, "steps")
    else:
        found.give(2, facts.has_measure, "measure")
        found.give(1, facts.has_target, "target")
        found.give(1, facts.has_baseline, "baseline")
    found.give(1, facts.has_unit, "unit")
    return CheckResult(Criterion.MEASURABLE, found.points, tuple(found.missing))


def _achievable(facts: GoalFacts) -> CheckResult:
    points = achievable_points(
        facts.share, is_aspirational=facts.is_aspirational, is_out_of_bounds=facts.is_out_of_bounds
    )
    if isnan(points):
        return CheckResult(Criterion.ACHIEVABLE, points, (Missing("no_history"),))
    code = "too_easy" if facts.share > 0.5 else "too_hard"
    if facts.is_out_of_bounds:
        code = "out_of_bounds"
    return CheckResult(Criterion.ACHIEVABLE, points, () if points == 5 else (Missing(code),))


def _relevant(facts: GoalFacts) -> CheckResult:
    """Serving something 2, that it still runs 1, wording that fits 2 or 1; without a known fit 5/3 of the others."""
    found = _Points()
    found.give(2, facts.has_parent, "parent")
    if facts.has_parent:
        found.give(1, facts.is_parent_active, "parent_over")
    if isnan(facts.fit):
        return CheckResult(Criterion.RELEVANT, 5.0 * found.points / 3.0, tuple(found.missing))
    if facts.fit >= FIT_HIGH:
        found.points += 2
    elif facts.has_parent:
        found.points += 1 if facts.fit >= FIT_FAIR else 0
        found.missing.append(Missing("fit"))
    return CheckResult(Criterion.RELEVANT, found.points, tuple(found.missing))


def _time_bound(facts: GoalFacts) -> CheckResult:
    """A due date 2, within the time of the parent 1, a step or cadence before it 1, in 7 days to 18 months 1."""
    found = _Points()
    found.give(2, facts.has_due, "due")
    if facts.has_due:
        found.give(1, facts.is_inside, "outside")
        found.give(1, facts.has_cadence, "cadence")
        if not isnan(facts.days):
            code = "too_soon" if facts.days < SHORTEST_DAYS else "too_far"
            found.give(1, SHORTEST_DAYS <= facts.days <= LONGEST_DAYS, code)
        else:
            found.missing.append(Missing("due_in_text"))
    return CheckResult(Criterion.TIME_BOUND, found.points, tuple(found.missing))
