"""The ways to a target, and the seasons found in history."""

import numpy as np
import pytest

from hoshin.engine.scoring import (
    elapsed_share,
    expected,
    linear,
    manual,
    s_curve,
    seasonal_factors,
    seasonal_flow,
    seasonal_level,
    segmented,
    step,
)


def test_a_quarter_of_the_way_by_line_and_by_s_curve() -> None:
    assert float(linear(200.0, 500.0, 0.25)) == 275.0
    assert float(s_curve(200.0, 500.0, 0.25)) == pytest.approx(231.5, rel=1e-3)
    assert float(s_curve(0.0, 1.0, 0.25)) == pytest.approx(0.1050, rel=1e-3)
    assert s_curve(200.0, 500.0, [0.0, 0.5, 1.0]) == pytest.approx([200.0, 350.0, 500.0])


def test_the_share_of_time_stops_at_both_ends() -> None:
    assert elapsed_share([-5.0, 30.0, 999.0], 0.0, 120.0).tolist() == [0.0, 0.25, 1.0]
    with pytest.raises(ValueError, match="due date"):
        elapsed_share(1.0, 5.0, 5.0)


def test_steps_hold_until_the_next_entry() -> None:
    assert step(1.0, [10.0, 20.0], [5.0, 9.0], [0.0, 10.0, 19.9, 20.0]).tolist() == [1.0, 5.0, 5.0, 9.0]
    with pytest.raises(ValueError, match="ascend"):
        step(1.0, [20.0, 10.0], [5.0, 9.0], 0.0)


def test_a_seasonal_flow_asks_less_in_a_weak_spring() -> None:
    shares = [6, 6, 8, 8, 9, 9, 9, 9, 9, 9, 9, 9]
    year = seasonal_flow(1200.0, shares)
    assert year[2] == 240.0
    assert year[-1] == 1200.0
    assert seasonal_flow([100.0, 200.0], [[1, 1], [1, 3]]).tolist() == [[50.0, 100.0], [50.0, 200.0]]


def test_a_seasonal_level_turns_additive_across_zero() -> None:
    assert float(seasonal_level(100.0, 200.0, 0.5, 1.2)) == 180.0
    assert float(seasonal_level(-10.0, 10.0, 0.5, 3.0, 1.0)) == 2.0


def test_a_manual_table_must_end_at_its_target() -> None:
    assert manual([1.0, 2.0], 2.0).tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match="end at its target"):
        manual([1.0, 2.0], 3.0)


def test_a_target_changed_on_the_way_makes_a_second_segment() -> None:
    at = [0.0, 50.0, 100.0, 150.0, 200.0]
    assert segmented(at, [0.0, 100.0], [0.0, 60.0], [100.0, 80.0], 200.0).tolist() == [0, 25, 60, 70, 80]


def test_every_kind_is_reached_by_its_name() -> None:
    assert float(expected("s_curve", baseline=200.0, target=500.0, share=1.0)) == 500.0
    with pytest.raises(ValueError, match="unknown trajectory"):
        expected("spiral")


def test_a_known_season_is_found_again() -> None:
    pattern = np.array([0.7, 1.1, 1.3, 0.9])
    series = np.tile(pattern, 5) * 200.0
    found = seasonal_factors([series], 4)
    assert found.factors[0] == pytest.approx(pattern)
    assert not found.no_season[0]
    weekly = np.array([0.5, 1.0, 1.5])
    assert seasonal_factors([np.tile(weekly, 4)], 3).factors[0] == pytest.approx(weekly)


def test_a_season_around_zero_is_additive() -> None:
    found = seasonal_factors([np.tile([-3.0, 1.0, 2.0], 4)], 3)
    assert found.additive[0]
    assert found.factors[0] == pytest.approx([-3.0, 1.0, 2.0])


def test_less_than_two_cycles_show_no_season() -> None:
    found = seasonal_factors([[1.0, 2.0, 3.0, 4.0, 5.0]], 3)
    assert found.no_season[0]
    assert found.factors[0].tolist() == [1.0, 1.0, 1.0]
    gaps = seasonal_factors([[1.0, np.nan, 1.0, np.nan, 1.0, np.nan]], 2)
    assert gaps.no_season[0]
