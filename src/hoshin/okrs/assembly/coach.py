"""What is known of a goal into the facts that the rubric reads, and its answer with the fit of the wording."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import isnan, nan

import numpy as np

from hoshin.base.periods import Frequency, Period, ordinals
from hoshin.engine.quality import (
    GoalFacts,
    GoalReading,
    SmartResult,
    assess,
    fit,
    lexicon_for,
    read_goal,
    share_of_past_changes,
)
from hoshin.measures.models import Direction, Measure, ScoringMethod, Target
from hoshin.okrs.drafts import TypedResult

# Pairs for comparison are drawn alike each time, so that the same goal gets the same answer.
SEED = 20_260_901
LEAST_WORDS = 3
HIGH_FIT, ALIKE = 80.0, 99.5
MOST_SUGGESTED, DAYS_OF_A_MONTH = 3, 28


@dataclass(frozen=True, slots=True)
class MeasureKnown:
    """A measure that serves the goal, the target that holds for it, and its values by the first day of their period."""

    measure: Measure
    target: Target | None
    values: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True, slots=True)
class GoalKnown:
    """What is known of a goal beside its text. `ends`: by when its parents, or its plan, are over."""

    today: date
    starts_on: date | None
    due_on: date | None
    measures: tuple[MeasureKnown, ...]
    has_steps: bool
    has_criterion: bool
    has_parent: bool
    is_parent_active: bool
    ends: tuple[date, ...]
    parents: tuple[str, ...]
    corpus: tuple[str, ...]
    typed: tuple[TypedResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The answer of the rubric; `decisive`: the measure whose history decided how far it can be reached, if any."""

    reading: GoalReading
    result: SmartResult
    decisive: Measure | None
    is_calibrated: bool


def judged(text: str, known: GoalKnown, language: str) -> Judged:
    """The five checks of a goal from its text and what is known of it."""
    reading = read_goal(text, language)
    decisive, share = _hardest(known)
    percentile, is_calibrated = _fit_with_parents(reading, text, known, language)
    facts = replace(
        _facts(reading, known),
        share=share,
        is_aspirational=decisive is not None and decisive.method == ScoringMethod.GRADE_ASPIRATIONAL,
        is_out_of_bounds=any(_is_out_of_bounds(one) for one in known.measures),
        fit=percentile,
    )
    return Judged(reading, assess(reading, facts), decisive, is_calibrated)


def suggested_fit(text: str, candidates: Sequence[str], corpus: Sequence[str]) -> tuple[list[int], list[int]]:
    """The places of the candidates that fit a text best, at most three, and of those that say almost the same.

    Whether two say the same is told only where there are enough goals to compare with.
    """
    if not candidates or len(read_goal(text).content) < LEAST_WORDS:
        return [], []
    found = fit(text, candidates, corpus, seed=SEED)
    order = np.argsort(-found.percentile, kind="stable")
    best = [int(at) for at in order[:MOST_SUGGESTED] if found.percentile[at] >= HIGH_FIT]
    alike = [int(at) for at in order if found.is_calibrated and found.percentile[at] >= ALIKE]
    return best, alike


def _facts(reading: GoalReading, known: GoalKnown) -> GoalFacts:
    due, first = known.due_on, known.starts_on or known.today
    has_measure = bool(known.measures or known.typed)
    targets = [one.target for one in known.measures if one.target is not None]
    is_delivery = reading.is_delivery and not has_measure
    has_due = due is not None or reading.has_date
    return GoalFacts(
        has_measure=has_measure,
        has_target=any(_wanted(target) for target in targets)
        or any(one.has_target for one in known.typed)
        or bool(reading.target)
        or (is_delivery and has_due),
        has_baseline=any(one.values or (one.target and one.target.baseline is not None) for one in known.measures)
        or any(one.has_baseline for one in known.typed)
        or bool(reading.baseline),
        has_unit=any(one.measure.unit_of_measure for one in known.measures)
        or any(one.has_unit for one in known.typed)
        or (is_delivery and has_due),
        is_delivery=is_delivery,
        has_criterion=known.has_criterion,
        has_dated_steps=known.has_steps,
        has_parent=known.has_parent,
        is_parent_active=known.is_parent_active,
        has_due=has_due,
        is_inside=due is None or all(due <= end for end in known.ends),
        # A key result that is typed will be a measure of every month.
        has_cadence=known.has_steps
        or (bool(known.typed) and (due is None or (due - first).days >= DAYS_OF_A_MONTH))
        or any(_is_seen_before(one.measure, due, first) for one in known.measures),
        days=nan if due is None else float((due - first).days),
    )


def _wanted(target: Target) -> bool:
    return any(getattr(target, name) is not None for name in ("target", "green", "low", "high"))


def _is_seen_before(measure: Measure, due: date | None, first: date) -> bool:
    """Whether a value is due before the goal is."""
    return due is None or Period.containing(first, measure.period_frequency).shift(1).start <= due + timedelta(days=1)


def _is_out_of_bounds(one: MeasureKnown) -> bool:
    limit, wanted = one.measure.natural_limit, _aim(one)
    if limit is None or wanted is None:
        return False
    return wanted < limit if one.measure.direction == Direction.LOWER else wanted > limit


def _aim(one: MeasureKnown) -> float | None:
    """Where a rising or falling measure is to go; None of bands and milestones."""
    if one.target is None or one.measure.direction not in (Direction.HIGHER, Direction.LOWER):
        return None
    return one.target.target if one.target.target is not None else one.target.green


def _hardest(known: GoalKnown) -> tuple[Measure | None, float]:
    """The measure that has the least chance by its history, and the share of past changes that were large enough."""
    shares = [(one.measure, share) for one in known.measures if not isnan(share := _share(one, known))]
    return min(shares, key=lambda pair: pair[1], default=(None, nan))


def _share(one: MeasureKnown, known: GoalKnown) -> float:
    wanted, due = _aim(one), one.measure.due_on or known.due_on
    if wanted is None or due is None or not one.values:
        return nan
    frequency = Frequency(one.measure.frequency)
    days = np.array([day for day, _value in one.values] + [due], dtype="datetime64[D]")
    places = ordinals(days, frequency)
    places, end = places[:-1], int(places[-1])
    series = np.full(int(places[-1] - places[0]) + 1, nan)
    series[places - places[0]] = [value for _day, value in one.values]
    return share_of_past_changes(
        series,
        horizon=max(1, end - int(places[-1])),
        required=wanted - one.values[-1][1],
        is_rising=one.measure.direction == Direction.HIGHER,
    )


def _fit_with_parents(reading: GoalReading, text: str, known: GoalKnown, language: str) -> tuple[float, bool]:
    """The percentile of the parent that fits best; NaN where nothing can be compared."""
    parents = [one for one in known.parents if lexicon_for(one, language) is reading.lexicon]
    if not parents or len(reading.content) < LEAST_WORDS:
        return nan, False
    found = fit(text, parents, known.corpus, seed=SEED)
    return float(found.percentile.max()), found.is_calibrated
