"""Months into years and units into divisions, by what each kind of measure allows."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.reference_scoring import aggregate_window

from hoshin.engine.reasons import Reason, reason_code
from hoshin.engine.scoring import (
    across,
    aggregate,
    comparable_target,
    ratio_to_target,
    rolling,
    to_date,
)

NAN = np.nan
QUARTER = [0, 0, 0, 0]


def test_ratios_are_summed_before_they_are_divided() -> None:
    result = aggregate("ratio", [[45.0, 8.0, 120.0]], [0, 0, 0], denominators=[[50.0, 20.0, 150.0]])
    assert result.value[0, 0] == pytest.approx(0.7864, rel=1e-3)
    assert aggregate("ratio", [[1.0]], [0], denominators=[[0.0]]).reason.tolist() == [[Reason.DIV_ZERO]]
    with pytest.raises(ValueError, match="denominators"):
        aggregate("ratio", [[1.0]], [0])


def test_a_flow_with_a_gap_is_prorated_when_enough_is_known() -> None:
    result = aggregate("flow", [[100.0, 110.0, NAN, 95.0]], QUARTER, policy="prorate")
    assert result.value[0, 0] == pytest.approx(406.7, rel=1e-3)
    assert result.completeness.tolist() == [[0.75]]
    assert result.estimated.tolist() == [[True]]
    thin = aggregate("flow", [[100.0, NAN, NAN, 95.0]], QUARTER, policy="prorate")
    assert thin.reason.tolist() == [[Reason.BELOW_COVERAGE]]
    assert np.isnan(thin.value[0, 0])


def test_what_is_skipped_shows_as_incomplete_and_not_as_zero() -> None:
    result = aggregate("flow", [[100.0, 110.0, NAN, 95.0], [NAN] * 4], QUARTER)
    assert result.value[0, 0] == 305.0
    assert result.completeness.tolist() == [[0.75], [0.0]]
    assert result.reason.tolist() == [[0], [Reason.NO_DATA]]
    assert not result.estimated.any()


def test_zero_is_only_put_where_the_measure_says_so() -> None:
    result = aggregate("flow", [[5.0, NAN], [3.0, 4.0]], [0, 0], how="mean", policy="zero")
    assert result.value.tolist() == [[2.5], [3.5]]
    assert result.estimated.tolist() == [[True], [False]]
    with pytest.raises(ValueError, match="does not suit"):
        aggregate("ratio", [[1.0]], [0], denominators=[[1.0]], policy="zero")


def test_a_stock_is_carried_no_further_than_allowed() -> None:
    stock = [[7.0, NAN, NAN, NAN, 9.0]]
    months = [0, 1, 2, 3, 4]
    once = aggregate("stock", stock, months, policy="carry")
    assert once.value[0].tolist()[:2] == [7.0, 7.0]
    assert once.reason[0].tolist() == [0, 0, Reason.NO_DATA, Reason.NO_DATA, 0]
    assert once.estimated[0].tolist() == [False, True, False, False, False]
    twice = aggregate("stock", stock, months, policy="carry", max_carry=2)
    assert twice.reason[0].tolist() == [0, 0, 0, Reason.NO_DATA, 0]


def test_a_stock_is_interpolated_inside_and_never_beyond() -> None:
    result = aggregate("stock", [[NAN, 4.0, NAN, NAN, 10.0, NAN]], range(6), policy="interpolate")
    assert result.value[0, 1:5].tolist() == [4.0, 6.0, 8.0, 10.0]
    assert np.isnan(result.value[0, [0, 5]]).all()


def test_a_stock_is_its_last_known_value_or_its_mean() -> None:
    assert aggregate("stock", [[4.0, 6.0, NAN]], [0, 0, 0]).value.tolist() == [[6.0]]
    assert aggregate("stock", [[4.0, 6.0, NAN]], [0, 0, 0], how="mean").value.tolist() == [[5.0]]


def test_averages_are_weighted_by_their_counts() -> None:
    result = aggregate("average", [[10.0, 20.0]], [0, 0], weights=[[1.0, 3.0]])
    assert result.value.tolist() == [[17.5]]
    assert aggregate("index", [[10.0]], [0], weights=[[0.0]]).reason.tolist() == [[Reason.WEIGHTS_ZERO]]
    with pytest.raises(ValueError, match="negative"):
        aggregate("average", [[10.0]], [0], weights=[[-1.0]])


def test_extremes_and_growth() -> None:
    assert aggregate("extremum", [[3.0, 9.0, NAN]], [0, 0, 0]).value.tolist() == [[9.0]]
    assert aggregate("extremum", [[3.0, 9.0, NAN]], [0, 0, 0], how="min").value.tolist() == [[3.0]]
    assert aggregate("growth", [[0.1, 0.21]], [0, 0]).value[0, 0] == pytest.approx(math.sqrt(1.1 * 1.21) - 1)
    assert aggregate("growth", [[0.1, -2.0]], [0, 0]).reason.tolist() == [[Reason.NOT_APPLICABLE]]


def test_what_cannot_be_added_up_is_not_added_up() -> None:
    result = aggregate("non_additive", [[5.0, 6.0, 7.0]], [0, 0, 1])
    assert result.reason.tolist() == [[Reason.NON_ADDITIVE, 0]]
    assert result.value[0, 1] == 7.0
    assert across("non_additive", [5.0, 6.0], [0, 0]).reason.tolist() == [Reason.NON_ADDITIVE]
    assert aggregate("ratio", [[1.0]], [0], how="sum", denominators=[[1.0]]).reason[0, 0] == Reason.NON_ADDITIVE


def test_periods_outside_every_group_and_groups_without_periods() -> None:
    result = aggregate("flow", [[1.0, 2.0, 4.0, 8.0]], [-1, 0, 2, 2])
    assert result.value[0, [0, 2]].tolist() == [2.0, 12.0]
    assert result.reason.tolist() == [[0, Reason.NO_DATA, 0]]
    with pytest.raises(ValueError, match="side by side"):
        aggregate("flow", [[1.0, 2.0, 4.0]], [0, 1, 0])
    with pytest.raises(ValueError, match="every column"):
        aggregate("flow", [[1.0, 2.0, 4.0]], [0, 0])


def test_to_date_starts_again_with_every_year() -> None:
    result = to_date("flow", [[1.0, NAN, 3.0, 4.0, 5.0]], [0, 0, 0, 1, 1])
    assert result.value.tolist() == [[1.0, 1.0, 4.0, 4.0, 9.0]]
    assert result.completeness[0, :3].tolist() == pytest.approx([1.0, 0.5, 2 / 3])


def test_a_rolling_window_waits_until_it_is_full() -> None:
    result = rolling("flow", [[1.0, 2.0, NAN, 4.0]], 3)
    assert result.reason.tolist() == [[Reason.TOO_FEW_POINTS, Reason.TOO_FEW_POINTS, 0, 0]]
    assert result.value[0, 2:].tolist() == [3.0, 6.0]
    early = rolling("flow", [[1.0, 2.0, NAN, NAN, NAN]], 3, min_periods=1)
    assert early.value[0, :4].tolist() == [1.0, 3.0, 3.0, 2.0]
    assert early.reason[0, 4] == Reason.TOO_FEW_POINTS


def test_two_units_of_different_size_against_one_target() -> None:
    raw = across("flow", [900.0, 130.0], [0, 0])
    target = across("flow", [1000.0, 100.0], [0, 0])
    assert ratio_to_target(raw.value, target.value).attainment[0] == pytest.approx(0.936, rel=1e-3)


def test_units_in_any_order_reach_their_own_parent() -> None:
    values = np.array([[1.0, 10.0], [2.0, NAN], [4.0, 40.0], [8.0, 80.0]])
    result = across("stock", values, [1, 0, 1, -1], n_parents=3)
    assert result.value[:2].tolist()[1] == [5.0, 50.0]
    assert result.value[0, 0] == 2.0
    assert result.reason.tolist() == [[0, Reason.NO_DATA], [0, 0], [Reason.NO_DATA, Reason.NO_DATA]]


def test_a_month_without_a_value_does_not_count_against_the_target() -> None:
    target = comparable_target([[10.0, 20.0, 30.0]], [[9.0, NAN, 31.0]], [0, 0, 0])
    assert target.tolist() == [[10.0, 10.0, 40.0]]


HOWS = {
    "flow": ("sum", "mean"),
    "stock": ("last", "mean"),
    "ratio": ("ratio_of_sums",),
    "average": ("weighted_mean",),
    "extremum": ("min", "max"),
    "growth": ("geometric_growth",),
}
VALUE = st.one_of(st.integers(-20, 40).map(lambda n: n / 16), st.just(math.nan))
COUNT = st.one_of(st.integers(0, 5).map(float), st.just(math.nan))


@given(st.data())
def test_every_window_agrees_with_the_plain_reference(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(HOWS)))
    how = data.draw(st.sampled_from(HOWS[kind]))
    rows, periods = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 10))
    shape = (rows, periods)
    values = np.array(data.draw(st.lists(VALUE, min_size=rows * periods, max_size=rows * periods))).reshape(shape)
    counts = np.array(data.draw(st.lists(COUNT, min_size=rows * periods, max_size=rows * periods))).reshape(shape)
    weights = counts if kind == "average" else None
    below = counts if kind == "ratio" else None
    groups = np.cumsum(data.draw(st.lists(st.integers(0, 1), min_size=periods, max_size=periods)))
    size = data.draw(st.integers(1, 4))
    by_group = aggregate(kind, values, groups, how=how, weights=weights, denominators=below)
    so_far = to_date(kind, values, groups, how=how, weights=weights, denominators=below)
    moving = rolling(kind, values, size, min_periods=0, how=how, weights=weights, denominators=below)
    for row in range(rows):
        cells = [
            (values[row, p], 1.0 if weights is None else weights[row, p], 1.0 if below is None else below[row, p])
            for p in range(periods)
        ]
        for group in range(int(groups.max()) + 1):
            window = [cells[p] for p in range(periods) if groups[p] == group]
            same(by_group, row, group, how, window)
        for period in range(periods):
            same(so_far, row, period, how, [cells[p] for p in range(period + 1) if groups[p] == groups[period]])
            same(moving, row, period, how, cells[max(0, period - size + 1) : period + 1])


def same(result, row: int, column: int, how: str, window: list[tuple[float, float, float]]) -> None:
    value, reason = aggregate_window(how, window)
    assert reason_code(result.reason[row, column]) == reason
    assert result.value[row, column] == pytest.approx(value, rel=1e-9, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("kind", ["flow", "stock", "average", "ratio"])
@given(st.integers(0, 2**32))
def test_the_order_of_units_changes_no_bit(kind: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    values, beside = 10 ** rng.uniform(-3, 6, (2, 12, 3))
    values[rng.random(values.shape) < 0.2] = NAN
    parents, order = rng.integers(-1, 4, 12), rng.permutation(12)
    columns = {"average": {"weights": beside}, "ratio": {"denominators": beside}}.get(kind, {})
    straight = across(kind, values, parents, n_parents=4, **columns)
    mixed = across(
        kind, values[order], parents[order], n_parents=4, **{name: part[order] for name, part in columns.items()}
    )
    assert straight.value.tobytes() == mixed.value.tobytes()
    assert straight.completeness.tobytes() == mixed.completeness.tobytes()
