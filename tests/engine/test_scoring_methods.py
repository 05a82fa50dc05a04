"""Each scoring method on the examples it is defined by, and on the rows that have no score."""

import doctest
import importlib
import pkgutil

import numpy as np
import pytest

import hoshin.engine.scoring as scoring
from hoshin.engine.reasons import Reason
from hoshin.engine.scoring import (
    DEFAULT_CUTS,
    THIRDS,
    ColouredBy,
    Cuts,
    Method,
    PaceStatus,
    ScoreFlag,
    ScoreInputs,
    Status,
    attainment,
    attainment_of_score,
    band_score,
    check_thresholds,
    goal_status,
    grade_score,
    grade_status,
    milestone_attainment,
    milestones_expected,
    objective_grade,
    okr_grade,
    percent_of_target,
    portfolio_check,
    ratio_to_target,
    score_values,
    tent_score,
    threshold_score,
)

NAN = np.nan


@pytest.mark.parametrize("module", [found.name for found in pkgutil.iter_modules(scoring.__path__)])
def test_the_examples_in_the_documentation_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"hoshin.engine.scoring.{module}")).failed == 0


@pytest.mark.parametrize(
    ("value", "baseline", "target", "direction", "expected"),
    [(46, 40, 60, 1, 0.30), (9, 12, 8, -1, 0.75), (-3, -10, 5, 1, 0.4667)],
)
def test_attainment_from_baseline_to_target(
    value: float, baseline: float, target: float, direction: int, expected: float
) -> None:
    result = attainment(value, baseline, target, direction=direction)
    assert result.attainment[0] == pytest.approx(expected, rel=1e-3)
    assert result.score[0] == pytest.approx(100 * expected, rel=1e-3)


def test_a_target_that_is_held_counts_the_distance_below_it() -> None:
    result = attainment([62.0, 57.0, 60.0, 40.0], 60.0, 60.0, tolerance=6.0)
    assert result.score.tolist() == [100.0, 50.0, 100.0, 0.0]
    assert attainment([57.0], 60.0, 60.0).score.tolist() == [50.0]
    assert attainment([62.0], 60.0, 60.0, direction=-1).score[0] == pytest.approx(66.6667, rel=1e-4)


def test_a_held_target_of_zero_needs_a_tolerance() -> None:
    assert attainment(0.0, 0.0, 0.0).reason.tolist() == [Reason.ZERO_SCALE]
    assert attainment(-1.0, 0.0, 0.0, tolerance=4.0).score.tolist() == [75.0]


def test_falling_behind_the_baseline_and_going_past_the_target_are_flagged() -> None:
    result = attainment([35.0, 65.0, 50.0], 40.0, 60.0)
    assert result.attainment.tolist() == [-0.25, 1.25, 0.5]
    assert result.score.tolist() == [0.0, 100.0, 50.0]
    assert result.flags.tolist() == [ScoreFlag.REGRESSED, ScoreFlag.OVER, 0]


def test_without_a_baseline_the_ratio_to_the_target_is_used() -> None:
    result = attainment([90.0, 110.0, -50.0], NAN, 100.0, direction=[1, -1, 1])
    assert result.score.tolist() == [90.0, 90.0, 0.0]
    assert result.flags.tolist() == [0, 0, 0]


def test_missing_values_and_targets_say_so() -> None:
    result = attainment([NAN, 50.0, NAN], 40.0, [60.0, NAN, NAN])
    assert np.isnan(result.score).all()
    assert result.reason.tolist() == [Reason.NO_DATA, Reason.NO_TARGET, Reason.NO_DATA]


@pytest.mark.parametrize(
    ("value", "target", "direction", "scale", "expected"),
    [(90, 100, 1, NAN, 0.90), (110, 100, -1, NAN, 0.90), (-12, -10, 1, NAN, 0.80), (3, 0, -1, 20, 0.85)],
)
def test_ratio_to_target(value: float, target: float, direction: int, scale: float, expected: float) -> None:
    assert ratio_to_target(value, target, direction=direction, scale=scale).attainment[0] == pytest.approx(
        expected, rel=1e-9
    )


def test_a_ratio_to_a_target_of_zero_needs_a_scale() -> None:
    assert ratio_to_target(3.0, 0.0).reason.tolist() == [Reason.ZERO_TARGET]
    assert ratio_to_target(3.0, 5.0, scale=0.0).reason.tolist() == [Reason.ZERO_SCALE]


def test_red_and_green_lines() -> None:
    assert threshold_score([600.0, 233.3333333, 900.0], 500.0, 700.0).score == pytest.approx([55, 0, 100], abs=1e-6)
    assert threshold_score([7.0, 10.0, 2.0, 15.0], 10.0, 6.0).score.tolist() == [62.5, 40.0, 100.0, 2.5]


def test_equal_thirds_give_the_published_end_points() -> None:
    result = threshold_score([600.0, 300.0, 900.0], 500.0, 700.0, cuts=THIRDS)
    assert result.score == pytest.approx([50.0, 0.0, 100.0], abs=1e-9)


@pytest.mark.parametrize("cuts", [DEFAULT_CUTS, THIRDS, Cuts(41.3, 77.7)])
def test_a_value_on_a_line_takes_the_better_colour(cuts: Cuts) -> None:
    for red, green in ((0.1, 0.7), (10.0, 6.0), (1 / 3, 2 / 3), (-3.3, -9.1)):
        result = threshold_score([red, green], red, green, cuts=cuts)
        assert result.score.tolist() == [cuts.red, cuts.green]


def test_end_points_bend_the_outer_segments() -> None:
    result = threshold_score([450.0, 800.0, 400.0], 500.0, 700.0, worst=400.0, best=1100.0)
    assert result.score == pytest.approx([20.0, 77.5, 0.0])


@pytest.mark.parametrize("cuts", [Cuts(), Cuts(0.0, 100.0)])
def test_an_end_point_on_its_line_ends_the_scale_there_in_either_direction(cuts: Cuts) -> None:
    for sign in (1.0, -1.0):
        value = np.array([-11.0, -10.0, 10.0, 11.0]) * sign
        result = threshold_score(value, -10.0 * sign, 10.0 * sign, worst=-10.0 * sign, best=10.0 * sign, cuts=cuts)
        assert result.score.tolist() == [0.0, cuts.red, cuts.green, 100.0]


def test_equal_lines_are_a_step() -> None:
    result = threshold_score([5.0, 4.9, NAN], 5.0, 5.0)
    assert result.score[:2].tolist() == [100.0, 0.0]
    assert result.reason.tolist() == [0, 0, Reason.NO_DATA]
    assert result.flags[0] == ScoreFlag.STEP
    assert threshold_score([5.1], 5.0, 5.0, direction=-1).score.tolist() == [0.0]


def test_anchors_out_of_order_give_no_score_and_are_refused_when_edited() -> None:
    assert threshold_score(600.0, 500.0, 700.0, worst=600.0).reason.tolist() == [Reason.NOT_APPLICABLE]
    assert threshold_score(900.0, 500.0, 700.0, worst=600.0, best=800.0).reason.tolist() == [Reason.NOT_APPLICABLE]
    assert check_thresholds(red=500.0, green=700.0, worst=600.0) == [("anchors_not_monotone",)]
    assert check_thresholds(red=500.0, green=700.0, worst=800.0, best=900.0) == [("anchors_not_monotone",)]
    assert check_thresholds(baseline=40.0, target=60.0, direction=-1) == [("direction_disagrees_with_target",)]
    assert check_thresholds(red=10.0, green=6.0, direction=-1, baseline=12.0, target=8.0) == [()]


def test_percent_of_target_colours() -> None:
    assert percent_of_target([-10.5, -10.0, -11.0], -10.0).score == pytest.approx([55.0, 70.0, 40.0])
    assert percent_of_target(105.0, 100.0, direction=-1).score[0] == pytest.approx(55.0)
    assert percent_of_target(1.0, 0.0).reason.tolist() == [Reason.ZERO_TARGET]
    assert percent_of_target(1.0, 0.0, direction=-1, tolerance=2.0).score.tolist() == [55.0]


def test_bands() -> None:
    assert band_score([36.0, 43.5, 40.0], 38.0, 42.0, tolerance=6.0).score == pytest.approx(
        [66.6667, 75.0, 100.0], rel=1e-4
    )
    assert band_score([36.0], 38.0, 42.0).score.tolist() == [50.0]
    assert band_score(5.0, 5.0, 5.0).reason.tolist() == [Reason.ZERO_SCALE]
    assert band_score(5.0, 6.0, 5.0, tolerance=1.0).reason.tolist() == [Reason.NOT_APPLICABLE]
    assert band_score([5.0, NAN], [NAN, 1.0], 5.0).reason.tolist() == [Reason.NO_TARGET, Reason.NO_DATA]


def test_a_tent_ends_where_its_slope_reaches_zero() -> None:
    values = [36.0, 41.0, 28.6667, 51.3333, 34.0, 46.0, 38.0, 42.0]
    result = tent_score(values, 38.0, 42.0, red_low=34.0, red_high=46.0)
    assert result.score == pytest.approx([55.0, 85.0, 0.0, 0.0, 40.0, 40.0, 70.0, 70.0], abs=1e-3)


def test_a_tent_over_a_single_point() -> None:
    result = tent_score([5.0, 5.5, 4.5, 6.0], 5.0, 5.0, tolerance=1.0)
    assert result.score.tolist() == [100.0, 55.0, 55.0, 40.0]
    sharp = tent_score([4.0, 6.0, 5.5], 5.0, 5.5, red_low=5.0, red_high=5.5)
    assert sharp.score.tolist() == [0.0, 0.0, 70.0]


def test_milestones() -> None:
    result = milestone_attainment([[1.0, 0.5, 0.0]], [[2.0, 3.0, 5.0]])
    assert result.attainment.tolist() == [0.35]
    cut = milestone_attainment([[1.0, 0.5, 0.0]], [[2.0, 3.0, 5.0]], cancelled=np.array([[False, False, True]]))
    assert cut.attainment[0] == pytest.approx(0.7)
    assert cut.scope_changed.tolist() == [True]
    assert milestone_attainment([[1.0]], [[0.0]]).reason.tolist() == [Reason.WEIGHTS_ZERO]
    assert milestone_attainment([[NAN]]).reason.tolist() == [Reason.NO_DATA]
    assert milestones_expected([[5.0, 9.0]], [[1.0, 3.0]], 5.0).tolist() == [0.25]


def test_grades_of_key_results() -> None:
    assert objective_grade([0.3, 0.7, 1.0], [1, 1, 2]) == 0.75
    assert okr_grade(0.75).tolist() == [0.8]
    committed = score_values(ScoreInputs(Method.GRADE_COMMITTED, [0.85, 0.995], baseline=0.0, target=1.0))
    assert committed.score == pytest.approx([55.254, 70.0], rel=1e-4)
    aspirational = score_values(
        ScoreInputs(Method.GRADE_ASPIRATIONAL, [0.7, 0.4, 0.2], baseline=0.0, target=1.0), THIRDS
    )
    assert aspirational.score == pytest.approx([66.6667, 33.3333, 16.6667], rel=1e-4)
    assert grade_score([0.7, NAN], committed=False, cuts=DEFAULT_CUTS)[0] == 70.0
    assert grade_status([0.75], committed=False).tolist() == [Status.ON_TRACK]
    assert grade_status([0.85, 0.65, NAN], committed=True).tolist() == [
        Status.AT_RISK,
        Status.OFF_TRACK,
        Status.NO_DATA,
    ]
    # Published colours leave a gap between 0.6 and 0.7, since they look at the rounded grade.
    assert grade_status([0.39, 0.40, 0.649, 0.699, 0.70], committed=False).tolist() == [1, 2, 2, 2, 3]
    reached = np.linspace(0.0, 1.0, 41)
    for cuts in (DEFAULT_CUTS, THIRDS):
        assert attainment_of_score(grade_score(reached, committed=False, cuts=cuts), cuts) == pytest.approx(reached)


@pytest.mark.parametrize(
    ("hand", "kept", "score", "status", "by"),
    [
        (Status.OFF_TRACK, PaceStatus.ON_TRACK, 90, Status.OFF_TRACK, "hand"),
        (0, PaceStatus.AT_RISK, 90, Status.AT_RISK, "pace"),
        (0, PaceStatus.DONE, NAN, Status.ON_TRACK, "pace"),
        (0, PaceStatus.DUE, 69.9, Status.AT_RISK, "score"),
        (0, PaceStatus.UNKNOWN, 70, Status.ON_TRACK, "score"),
        (0, PaceStatus.EARLY, 3, Status.NO_DATA, "early"),
        (0, PaceStatus.UNKNOWN, NAN, Status.NO_DATA, "nothing"),
    ],
)
def test_which_number_colours_a_goal(hand, kept, score, status, by):
    found, decided_on = goal_status(hand, kept, score)
    assert (int(found[0]), ColouredBy(int(decided_on[0])).label) == (status, by)


@pytest.mark.parametrize(
    ("hand", "kept", "likely", "status", "by"),
    [
        (0, PaceStatus.AT_RISK, 0.7, Status.ON_TRACK, "forecast"),
        (0, PaceStatus.ON_TRACK, 0.69, Status.AT_RISK, "forecast"),
        (0, PaceStatus.EARLY, 0.39, Status.OFF_TRACK, "forecast"),
        (0, PaceStatus.UNKNOWN, 0.4, Status.AT_RISK, "forecast"),
        (Status.AT_RISK, PaceStatus.AT_RISK, 0.9, Status.AT_RISK, "hand"),
        # What is reached is reached, and after the due date it counts what was.
        (0, PaceStatus.DONE, 0.1, Status.ON_TRACK, "pace"),
        (0, PaceStatus.DUE, 0.9, Status.OFF_TRACK, "score"),
        (0, PaceStatus.AT_RISK, NAN, Status.AT_RISK, "pace"),
    ],
)
def test_the_probability_of_the_target_goes_before_the_pace(hand, kept, likely, status, by):
    found, decided_on = goal_status(hand, kept, 20.0, likely=likely)
    assert (int(found[0]), ColouredBy(int(decided_on[0])).label) == (status, by)


def test_a_portfolio_of_key_results_can_be_too_easy_or_too_hard() -> None:
    assert portfolio_check([0.9] * 20) == "targets_too_easy"
    assert portfolio_check([0.3] * 20) == "targets_too_hard"
    assert portfolio_check([0.9] * 19) == ""
    assert portfolio_check([0.65] * 40) == ""


def test_a_yes_or_no_measure_and_one_without_a_method() -> None:
    result = score_values(ScoreInputs([9, 9, 0, 0], [1.0, 0.25, 3.0, NAN]))
    assert result.score[:2].tolist() == [100.0, 25.0]
    assert result.reason.tolist() == [0, 0, Reason.NOT_APPLICABLE, Reason.NO_DATA]


def test_a_year_of_months_against_one_target_each() -> None:
    values = np.array([[46.0, 50.0, NAN], [9.0, 8.0, 7.0]])
    columns = ScoreInputs([[1], [1]], values, direction=[[1], [-1]], baseline=[[40.0], [12.0]], target=[[60.0], [8.0]])
    result = score_values(columns)
    assert result.score.shape == (2, 3)
    assert result.score[0, :2].tolist() == [30.0, 50.0]
    assert result.score[1].tolist() == [75.0, 100.0, 100.0]
    assert result.reason[0, 2] == Reason.NO_DATA


def test_estimated_values_stay_marked() -> None:
    result = score_values(ScoreInputs(2, [90.0, 120.0], target=100.0, estimated=[True, True]))
    assert result.flags.tolist() == [ScoreFlag.ESTIMATED, ScoreFlag.ESTIMATED | ScoreFlag.OVER]


def test_what_cannot_be_scored_is_refused_by_name_and_place() -> None:
    with pytest.raises(ValueError, match="value is infinite at index 1"):
        score_values(ScoreInputs(2, [1.0, np.inf], target=1.0))
    with pytest.raises(ValueError, match="target is infinite at index"):
        ratio_to_target([1.0], [-np.inf])
    with pytest.raises(ValueError, match="unknown scoring method"):
        score_values(ScoreInputs([1, 10], [1.0, 1.0]))
    with pytest.raises(ValueError, match="direction"):
        score_values(ScoreInputs(2, [1.0, 1.0], direction=[1, 0], target=1.0))
    with pytest.raises(ValueError, match="cut points"):
        Cuts(70.0, 40.0)


def test_inputs_are_left_as_they_were() -> None:
    value, target = np.array([1.0, 2.0]), np.array([4.0, 4.0])
    for method in Method:
        inputs = ScoreInputs(method, value, target=target, red=target, green=value, low=value, high=target)
        score_values(inputs)
    assert value.tolist() == [1.0, 2.0]
    assert target.tolist() == [4.0, 4.0]
