"""The change of a total, split among its members: exact, whatever appears or vanishes; and where to look."""

import doctest
import importlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.engine.breakdown import focus, own_variation, pareto, shares, split_mean, split_sum
from hoshin.engine.reasons import Reason

NAN = np.nan
maybe = st.one_of(st.just(NAN), st.floats(-1e6, 1e6, allow_subnormal=False))
weight = st.one_of(st.just(NAN), st.just(0.0), st.floats(0.01, 1e6))
members = st.lists(st.tuples(maybe, maybe, weight, weight), min_size=1, max_size=30)


def columns(rows):
    return (np.array(column, dtype=float) for column in zip(*rows, strict=True))


@pytest.mark.parametrize("module", ["split", "concentration", "evidence"])
def test_the_examples_in_the_functions_hold(module):
    assert doctest.testmod(importlib.import_module(f"hoshin.engine.breakdown.{module}")).failed == 0


@given(members)
def test_effects_on_a_sum_add_up_to_its_change(rows):
    before, after, volume0, volume1 = columns(rows)
    scale = np.nansum(np.abs(before)) + np.nansum(np.abs(after)) + 1.0
    for found in (split_sum(before, after), split_sum(before, after, volume0, volume1)):
        if np.isnan(found.change):
            assert np.isnan(before).all() or np.isnan(after).all()
            continue
        assert found.effect.sum() == pytest.approx(found.change, rel=1e-9, abs=1e-9 * scale)
        # Each member's own two effects are its own change.
        moved = np.nan_to_num(after) - np.nan_to_num(before)
        assert found.effect == pytest.approx(moved, rel=1e-9, abs=1e-9 * scale)


@given(members)
def test_effects_on_a_weighted_mean_add_up_to_its_change(rows):
    before, after, weight0, weight1 = columns(rows)
    found = split_mean(before, after, weight0, weight1)
    if np.isnan(found.change):
        assert np.isnan(found.effect).all()
        return
    counted0 = np.where(np.isnan(before) | np.isnan(weight0), 0.0, weight0)
    counted1 = np.where(np.isnan(after) | np.isnan(weight1), 0.0, weight1)
    assert found.before == pytest.approx(np.nansum(before * counted0) / counted0.sum(), rel=1e-9, abs=1e-6)
    scale = np.nansum(np.abs(before)) + np.nansum(np.abs(after)) + 1.0
    assert found.effect.sum() == pytest.approx(found.change, rel=1e-9, abs=1e-9 * scale)
    # Whoever is there on one side alone changed nothing by its own rate.
    alone = (counted0 == 0) != (counted1 == 0)
    assert (found.rate[alone] == 0).all()


def test_a_ratio_moves_by_the_mix_alone_where_no_rate_moved():
    """Two offices decide 90 % and 50 % on time as ever; the slow one decides more than before."""
    rates = np.array([90.0, 50.0])
    found = split_mean(rates, rates, np.array([100.0, 100.0]), np.array([100.0, 300.0]))
    assert (found.before, found.after) == (70.0, 60.0)
    assert found.rate.tolist() == [0.0, 0.0]
    # Both effects are negative: weight left what lies above the whole, and went to what lies below.
    assert found.mix.tolist() == [-6.25, -3.75]


def test_the_overall_may_fall_where_every_member_rises():
    found = split_mean(np.array([80.0, 40.0]), np.array([82.0, 44.0]), np.array([9.0, 1.0]), np.array([1.0, 9.0]))
    assert found.change == pytest.approx(-28.2)
    assert (found.rate > 0).all()
    assert found.mix.sum() == pytest.approx(-28.2 - found.rate.sum())


def test_nobody_has_a_share_of_what_values_of_both_signs_make():
    assert np.isnan(shares(np.array([3.0, -1.0]))).all()
    assert pareto(np.array([3.0, -1.0])).order.size == 0
    assert shares(np.array([-3.0, -1.0])).tolist() == [0.75, 0.25]


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40))
def test_the_largest_come_first_and_make_the_whole(values):
    found = pareto(np.array(values))
    if sum(values) == 0:
        assert found.order.size == 0
        return
    assert found.cumulated[-1] == pytest.approx(1.0)
    assert (np.diff(found.share) <= 1e-15).all()
    count = found.reaching(0.8)
    assert found.cumulated[count - 1] >= 0.8 - 1e-9
    assert count == 1 or found.cumulated[count - 2] < 0.8


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=12))
def test_no_smaller_set_explains_as_much(effects):
    values = np.array(effects)
    found = focus(values)
    way = -1.0 if values.sum() < 0 else 1.0
    pushing = np.sort(values[values * way > 0] * way)[::-1]
    if pushing.size == 0:
        assert found.order.size == 0
        return
    assert found.explained >= 0.8 - 1e-9
    assert found.order.size == 1 or pushing[: found.order.size - 1].sum() < 0.8 * pushing.sum()
    assert found.push + found.held_back == pytest.approx(values.sum(), rel=1e-9, abs=1e-6)


def test_a_change_is_held_against_the_past_of_its_own():
    series = np.array([10.0, 11.0, NAN, 10.0, 11.0, 10.0, 11.0, 10.0])
    found = own_variation(series, 1, -4.0)
    assert (found.times, found.count, found.usual, found.is_unusual) == (4.0, 5, 1.0, True)
    assert not own_variation(series, 1, 3.0).is_unusual
    assert own_variation(series[:4], 1, 9.0).reason == Reason.TOO_FEW_POINTS
    assert own_variation(np.full(9, 5.0), 1, 9.0).reason == Reason.ZERO_SCALE
