"""A status that changed: told with a margin, so that a score that trembles around its line is not told every month.

Periods that still run are not judged, nor those of which values may still come. Goals that people took on for themselves
are left to their check-ins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Q, QuerySet

from hoshin.base.periods import Period
from hoshin.scorecards.figures import with_shown
from hoshin.scorecards.models import Node, NodeKind, Score
from hoshin.scorecards.statuses import (
    AT_RISK,
    DETERIORATION,
    LIMITED_PROGRESS,
    MODERATE_PROGRESS,
    OFF_TRACK,
    ON_TRACK,
    PROGRESS_CUTS,
)
from hoshin.signals.catalogue import STATUS_CHANGED
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.models import SignalDirection
from hoshin.strategy.choices import StatusScale
from hoshin.strategy.models import Plan

LOOKED_BACK = 12
_KINDS = (NodeKind.MEASURE, NodeKind.OBJECTIVE, NodeKind.UNIT, NodeKind.PLAN)
_OF_PEOPLE = Q(objective__commitment__isnull=False, objective__unit=None) | Q(
    measure__serves__parent__commitment__isnull=False, measure__serves__parent__unit=None
)
_WORDS = {
    StatusScale.STANDARD: (OFF_TRACK, AT_RISK, ON_TRACK),
    StatusScale.PROGRESS: (DETERIORATION, LIMITED_PROGRESS, MODERATE_PROGRESS),
}
_ENOUGH = 1e-9


@dataclass(frozen=True, slots=True)
class _Scored:
    """Nodes of a plan, what each is, and their scores and coverage by period (the last one last); NaN: none."""

    subjects: Sequence[SubjectKey]
    nodes: Sequence[int]
    scores: np.ndarray
    coverage: np.ndarray


def look_at_statuses(look: Look) -> Iterator[RuleSaid]:
    """Whatever changed its status lately, over all plans. Two statements for each plan."""
    if not look.is_on(STATUS_CHANGED.code):
        return
    found: list[SignalFinding] = []
    unknown: set[SubjectKey] = set()
    for plan in Plan.objects.order_by("pk"):
        periods = _over(plan, look.today)
        scored = _scored(plan, periods, look)
        told, unsaid = _changed(plan, periods, scored, look)
        found += told
        unknown |= unsaid
    yield look.judged(STATUS_CHANGED.code, found, unknown)


def effective(scores: np.ndarray, cuts: tuple[float, float], margin: float) -> np.ndarray:
    """By node and period the status that holds, 0 to 2, -1 before the first: it changes only beyond a line by the margin.

    A missing score leaves what held.
    """
    held = np.full(scores.shape[0], -1)
    states = np.empty(scores.shape, dtype=int)
    for at in range(scores.shape[1]):
        score = scores[:, at]
        there = ~np.isnan(score)
        plain = sum((score >= cut).astype(int) for cut in cuts)
        at_most = sum((score >= cut - margin).astype(int) for cut in cuts)
        at_least = sum((score >= cut + margin).astype(int) for cut in cuts)
        moved = np.where(held < 0, plain, np.clip(held, at_least, at_most))
        held = np.where(there, moved, held)
        states[:, at] = held
    return states


def _over(plan: Plan, today: date) -> list[Period]:
    last = Period.containing(today, plan.period_frequency).shift(-1)
    return [last.shift(-back) for back in range(LOOKED_BACK - 1, -1, -1)]


def _nodes(plan: Plan, look: Look) -> QuerySet[Node]:
    nodes = Node.objects.filter(plan=plan, is_active=True, kind__in=_KINDS).exclude(_OF_PEOPLE)
    if look.measures is None:
        return nodes
    return nodes.filter(Q(measure__in=look.measures) | Q(objective__in=look.objectives))


def _scored(plan: Plan, periods: Sequence[Period], look: Look) -> _Scored:
    rows = list(_nodes(plan, look).order_by("pk").values_list("pk", "measure", "objective", "unit"))
    place = {row[0]: at for at, row in enumerate(rows)}
    column = {period.start: at for at, period in enumerate(periods)}
    scores = np.full((len(rows), len(periods)), np.nan)
    coverage = np.zeros(scores.shape)
    known = Score.objects.filter(node__in=_nodes(plan, look), period__in=list(column))
    figures = with_shown(known).values_list("node", "period", "shown_score", "shown_coverage")
    for node, period, score, covered in figures.iterator() if rows else ():
        if node in place and score is not None:
            scores[place[node], column[period]] = score
            coverage[place[node], column[period]] = covered or 0.0
    subjects = [
        SubjectKey(measure=measure or 0, objective=objective or 0, unit=unit or 0, plan=plan.pk)
        for _, measure, objective, unit in rows
    ]
    return _Scored(subjects, [row[0] for row in rows], scores, coverage)


def _changed(
    plan: Plan, periods: Sequence[Period], scored: _Scored, look: Look
) -> tuple[list[SignalFinding], set[SubjectKey]]:
    cuts = look.cuts(STATUS_CHANGED.code)
    lines = PROGRESS_CUTS[:2] if plan.status_scale == StatusScale.PROGRESS else (plan.red_below, plan.green_from)
    scores = np.where(_may_still_grow(plan, periods, scored, look.today), np.nan, scored.scores)
    states = effective(scores, lines, cuts["hysteresis"])
    lasts = min(int(cuts["lasts"]), len(periods) - 1)
    found = []
    for row in np.flatnonzero((states[:, -lasts - 1 : -1] != states[:, -lasts:]).any(axis=1)):
        at = int(np.flatnonzero(states[row, :-1] != states[row, 1:])[-1]) + 1
        was, now = int(states[row, at - 1]), int(states[row, at])
        if was >= 0:
            before = scores[row, :at][~np.isnan(scores[row, :at])][-1]
            found.append(_finding(plan, scored, int(row), periods[at], (was, now), (before, scores[row, at]), lines))
    silent = {scored.subjects[int(row)] for row in np.flatnonzero(np.isnan(scores[:, -1]))}
    return found, silent - {one.subject for one in found}


def _may_still_grow(plan: Plan, periods: Sequence[Period], scored: _Scored, today: date) -> np.ndarray:
    """Scores of a last period that rests on less than the one before it, while values may still come."""
    growing = np.zeros(scored.scores.shape, dtype=bool)
    if (today - periods[-1].end).days <= plan.close_lag_days:
        growing[:, -1] = scored.coverage[:, -1] < scored.coverage[:, -2] - _ENOUGH
    return growing


def _finding(
    plan: Plan,
    scored: _Scored,
    row: int,
    period: Period,
    states: tuple[int, int],
    scores: tuple[float, float],
    lines: Sequence[float],
) -> SignalFinding:
    words, fell = _WORDS[StatusScale(plan.status_scale)], states[1] < states[0]
    facts = {
        "was": words[states[0]],
        "now": words[states[1]],
        "before": float(scores[0]),
        "after": float(scores[1]),
        "line": float(lines[states[1] if fell else states[1] - 1]),
        "period": str(period),
    }
    direction = SignalDirection.ADVERSE if fell else SignalDirection.FAVOURABLE
    severity = (3 if states[1] == 0 else 2) if fell else 1
    return SignalFinding(scored.subjects[row], direction, severity, facts, period, node=scored.nodes[row])
