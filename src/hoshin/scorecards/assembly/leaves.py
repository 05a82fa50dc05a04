"""Scores of measures: values against targets, or progress over years, as matrices (rows, periods)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.base.periods import Period
from hoshin.engine.arrays import Codes, Floats
from hoshin.engine.dust import without_dust
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring import (
    Cuts,
    Method,
    ProgressInputs,
    ScoreInputs,
    Status,
    progress,
    score_values,
    status_of,
)
from hoshin.measures.models import PROGRESS_METHODS
from hoshin.scorecards.assembly.rules import Rules
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec
from hoshin.scorecards.assembly.targets import TargetMatrix
from hoshin.scorecards.assembly.trajectories import expected_targets
from hoshin.scorecards.assembly.values import Values

# The flag of a score whose target was achieved.
ACHIEVED = 16
METHODS = {method.name.lower(): method for method in Method}


@dataclass(frozen=True, slots=True)
class LeafScores:
    """What is found for each measure row and period: matrices (n, P)."""

    score: Floats
    status: Codes
    reason: Codes
    flags: Codes
    value: Floats
    target: Floats
    attainment: Floats
    observed: npt.NDArray[np.datetime64]


def score_leaves(
    specs: dict[int, MeasureSpec],
    rows: LeafRows,
    periods: Sequence[Period],
    values: Values,
    targets: TargetMatrix,
    rules: Rules,
) -> LeafScores:
    """Score every row in every period by its measure's method; missing values stay missing, with their reason."""
    runs = rules.runs(periods)
    if len(runs) == 1:
        return _scored(specs, rows, periods, values, targets, runs[0][1].cuts)
    parts = [
        (
            columns,
            _scored(
                specs, rows, [periods[at] for at in columns], values.part(columns), targets.part(columns), rule.cuts
            ),
        )
        for columns, rule in runs
    ]
    places = np.argsort(np.concatenate([columns for columns, _ in parts]))
    names = LeafScores.__dataclass_fields__
    return LeafScores(
        *(np.concatenate([getattr(part, name) for _, part in parts], axis=1)[:, places] for name in names)
    )


def _scored(
    specs: dict[int, MeasureSpec],
    rows: LeafRows,
    periods: Sequence[Period],
    values: Values,
    targets: TargetMatrix,
    cuts: Cuts,
) -> LeafScores:
    """The same in periods in which the plan's cut points were one and the same."""
    own = [specs[measure] for measure in rows.measure.tolist()]
    wanted = expected_targets(own, periods, targets, values)
    method = resolved_methods(own, targets, wanted)
    settings = {name: targets[name] for name in ("baseline", "low", "high", "red", "green", "worst", "best")}
    inputs = ScoreInputs(
        method=method,
        direction=_direction(own, targets, wanted),
        value=values.value,
        target=wanted,
        tolerance=leeway(targets["tolerance"], wanted, values.value),
        **settings,
    )
    scored = score_values(inputs, cuts)
    score = without_dust(scored.score)
    reason = np.where(np.isnan(values.value) & np.isnan(scored.score), values.reason, scored.reason).astype(np.uint8)
    # Not scored by choice is another thing than a target that nobody set.
    chosen = np.array([spec.method == "unscored" for spec in own])[:, None]
    reason[(method == Method.UNSCORED) & ~np.isnan(values.value) & ~chosen] = Reason.NO_TARGET
    flags = scored.flags | np.where(values.estimated, np.uint8(8), np.uint8(0))
    shown = np.where(np.isnan(wanted), targets["green"], wanted)
    leaves = LeafScores(
        score,
        status_of(score, reason, cuts),
        reason,
        flags,
        values.value.copy(),
        shown,
        scored.attainment,
        values.observed,
    )
    _score_progress(own, rows, periods, values, targets, leaves)
    return leaves


def leeway(tolerance: Floats, target: Floats, value: Floats) -> Floats:
    """The tolerance as given. A target of 0 that is met to the point is met within any: 0 accidents of at most 0."""
    return np.where(np.isnan(tolerance) & (target == 0.0) & (value == 0.0), 1.0, tolerance)


def resolved_methods(own: Sequence[MeasureSpec], targets: TargetMatrix, wanted: Floats) -> Codes:
    """The method of each cell; AUTO takes the first that the columns of the target allow."""
    named = np.array([METHODS.get(spec.method, Method.UNSCORED) for spec in own], dtype=np.uint8)
    automatic = np.array([spec.method == "auto" for spec in own])[:, None]
    band = np.array([spec.direction == "band" for spec in own])[:, None]
    milestone = np.array([spec.direction == "milestone" for spec in own])[:, None]

    def given(name: str) -> npt.NDArray[np.bool_]:
        return ~np.isnan(targets[name])

    found = np.select(
        [
            np.broadcast_to(milestone, wanted.shape),
            band & given("low") & given("high"),
            given("red") & given("green"),
            given("baseline") & ~np.isnan(wanted),
            ~np.isnan(wanted),
            given("low") & given("high"),
        ],
        [Method.BINARY, Method.BAND_FLAT, Method.THRESHOLDS, Method.ATTAINMENT, Method.RATIO, Method.BAND_FLAT],
        Method.UNSCORED,
    )
    return np.where(automatic, found, named[:, None]).astype(np.uint8)


def _direction(own: Sequence[MeasureSpec], targets: TargetMatrix, wanted: Floats) -> npt.NDArray[np.int8]:
    declared = np.array([-1 if spec.direction == "lower" else 1 for spec in own], dtype=np.int8)
    return np.broadcast_to(declared[:, None], wanted.shape)


def _score_progress(
    own: Sequence[MeasureSpec],
    rows: LeafRows,
    periods: Sequence[Period],
    values: Values,
    targets: TargetMatrix,
    leaves: LeafScores,
) -> None:
    for preset in sorted(PROGRESS_METHODS):
        which = np.array([index for index, spec in enumerate(own) if spec.method == preset], dtype=np.int64)
        if not len(which):
            continue
        yearly = values.yearly[which]
        direction = np.array([-1 if own[i].direction == "lower" else 1 for i in which], dtype=np.int8)
        settled = {
            "base_year": _years(own[i].starts_on for i in which),
            "target_year": _years(own[i].due_on for i in which),
            "limit": np.array([np.nan if own[i].natural_limit is None else own[i].natural_limit for i in which]),
        }
        for column, period in enumerate(periods):
            known = np.where(values.year_ends <= np.datetime64(period.end), yearly, np.nan)
            found = progress(
                ProgressInputs(known, values.years, direction, target=targets["target"][which, column], **settled),
                str(preset),
            )
            leaves.score[which, column] = found.score
            leaves.reason[which, column] = found.reason
            leaves.status[which, column] = found.status
            leaves.flags[which, column] = np.where(found.status == Status.TARGET_ACHIEVED, ACHIEVED, 0)
            leaves.value[which, column] = found.current_value
            leaves.target[which, column] = targets["target"][which, column]
            leaves.attainment[which, column] = found.progress
            leaves.observed[which, column] = _first_days(found.current_year)


def _years(days: object) -> Floats:
    # An array of days as objects: NumPy's types do not tell what is in it.
    return np.array([np.nan if day is None else float(day.year) for day in days])  # type: ignore[attr-defined]


def _first_days(years: Floats) -> npt.NDArray[np.datetime64]:
    known = ~np.isnan(years)
    days = np.full(len(years), np.datetime64("NaT"), dtype="datetime64[D]")
    days[known] = np.array([f"{int(year):04d}-01-01" for year in years[known]], dtype="datetime64[D]")
    return days
