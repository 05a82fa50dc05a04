"""Watching whole series: what is said of the example, never a look ahead, and quiet where nothing happens."""

import numpy as np
import pytest
from bench.watched import CLEAN, broken, clean, short_series, times
from hypothesis import given, settings
from hypothesis import strategies as st

from hoshin.engine.false_alarms import released
from hoshin.engine.watching import LimitForm, RuleSet, WatchKind, WatchSettings, watch_series
from hoshin.engine.watching.streaming import LONG

EXAMPLE = np.array([52.0, 49, 55, 51, 48, 53, 50, 54, 51, 49, 52, 50, 47, 53, 51, 50, 62, 58, 57, 59])
CAUTIOUS = WatchSettings(cautious=True)
DAYS = WatchSettings(cycles=(86_400.0, 604_800.0), cautious=True)


def said(values, settings=CAUTIOUS):
    return [(one.index, str(one.kind)) for one in watch_series(np.array(values, float), settings=settings).findings]


def test_the_example_as_a_chart_and_as_an_alert():
    by_means = WatchSettings(limits=LimitForm.MEAN, baseline=16)
    assert said(EXAMPLE, by_means) == [(16, "beyond_limits"), (17, "level_shift"), (18, "near_limits")]
    # 62 lies on the chart's 59.80 but within 62.62: it takes the next values to be an alert.
    assert said(EXAMPLE, WatchSettings(baseline=16)) == [(18, "near_limits"), (19, "level_shift")]
    assert said(EXAMPLE) == [(19, "level_shift"), (19, "near_limits")]
    found = watch_series(EXAMPLE, settings=by_means).findings[0]
    assert found.facts == pytest.approx(
        {
            "value": 62,
            "centre": 50.9375,
            "low": 42.0708,
            "high": 59.8042,
            "sigma": 2.9551,
            "baseline": 16,
            "count": 1,
            "since": 16,
        },
        rel=1e-4,
    )


def test_a_baseline_keeps_its_limits_and_is_not_judged_itself():
    long = np.concatenate([EXAMPLE, EXAMPLE + 9])
    result = watch_series(long, settings=WatchSettings(limits=LimitForm.MEAN, baseline=16))
    assert min(one.index for one in result.findings) == 16
    assert {one.facts["centre"] for one in result.findings if "centre" in one.facts} == {50.9375}
    assert {one.facts["baseline"] for one in result.findings} == {16.0}


def test_a_new_level_becomes_the_baseline_once_it_is_accepted():
    rng = np.random.default_rng(1)
    y = np.concatenate([rng.normal(size=30), rng.normal(size=30) + 8])
    found = watch_series(y).findings
    assert WatchKind.LEVEL_SHIFT in {one.kind for one in found if one.index < 40}
    assert [one for one in found if one.index > 45] == []


def test_few_values_are_too_few_or_indicative():
    assert said([1, 2]) == [(0, "too_few"), (1, "too_few")]
    assert np.isnan(watch_series(np.array([1.0, 2.0])).score).all()
    assert said([1, 2, 3, 9]) == [(2, "drift"), (3, "drift")]
    assert said([1, 2, 3, 9, 2, 1, 3, 2]) == []
    assert said([np.nan, 5, np.nan]) == [(1, "too_few")]
    assert said([]) == []


def test_the_first_change_of_what_never_changed():
    assert said([4.0] * 12 + [5.0] + [4.0] * 5) == [(12, "first_change")]
    assert said([0.0] * 300) == []
    assert said([0.0] * 300 + [1.0] + [0.0] * 20)[0][0] == 300


@pytest.mark.parametrize("given_settings", [CAUTIOUS, WatchSettings(rules=RuleSet.NELSON), WatchSettings(baseline=10)])
@given(data=st.data())
@settings(max_examples=25)
def test_never_a_look_ahead_in_short_series(given_settings, data):
    number = st.one_of(st.integers(0, 6).map(float), st.floats(-50, 50), st.just(float("nan")))
    y = np.array(data.draw(st.lists(number, min_size=14, max_size=70)))
    short = data.draw(st.integers(8, len(y)))
    if np.count_nonzero(~np.isnan(y[:short])) < 8:
        return
    assert_never_ahead(y, short, given_settings)


def test_never_a_look_ahead_in_the_last_bit_of_a_probability():
    nan = float("nan")
    y = np.array([nan, 0, 0, nan, 0, 0, 0.75, nan, 0, 0, 0, 0, 0, nan, 0, 2, nan, 2, 0])
    assert_never_ahead(y, 18, WatchSettings(rules=RuleSet.NELSON))


def assert_never_ahead(y, short, given_settings):
    whole, part = watch_series(y, settings=given_settings), watch_series(y[:short], settings=given_settings)
    assert np.array_equal(whole.score[:short], part.score, equal_nan=True)
    assert [repr(one) for one in whole.findings if one.index < short] == [repr(one) for one in part.findings]


@pytest.mark.parametrize("kind", ["spikes", "level", "season", "noise"])
def test_never_a_look_ahead_in_long_series(kind):
    y = broken(kind, 3, 1_500).values
    y[200:230] = np.nan
    t = times(len(y))
    whole = watch_series(y, t, DAYS)
    for short in (LONG, LONG + 1, 701, 1_203):
        part = watch_series(y[:short], t[:short], DAYS)
        assert np.array_equal(whole.score[:short], part.score, equal_nan=True)
        assert [repr(one) for one in whole.findings if one.index < short] == [repr(one) for one in part.findings]


def test_scores_lie_between_nothing_and_one_and_do_not_depend_on_the_unit():
    y = broken("spike", 4, 1_200).values
    plain, scaled = watch_series(y, settings=CAUTIOUS), watch_series(1_000 * y - 7, settings=CAUTIOUS)
    assert ((plain.score[3:] >= 0) & (plain.score[3:] < 1)).all()
    assert plain.score == pytest.approx(scaled.score, abs=1e-4, nan_ok=True)


@pytest.mark.slow
@pytest.mark.parametrize("kind", CLEAN)
def test_at_most_ten_in_a_thousand_where_nothing_happens(kind):
    spoken = values = 0
    for seed in range(2):
        y = clean(kind, 70 + seed, 1_500)
        spoken += len({one.index for one in watch_series(y, times(len(y)), DAYS).findings})
        values += len(y)
    assert spoken <= 0.010 * values


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["random walk", "random walk with a drift", "smooth walk", "skewed"])
def test_at_most_ten_in_a_thousand_of_short_series_to_which_nothing_happens(kind):
    monthly = WatchSettings(cycles=(12.0,), cautious=True)
    spoken = sum(
        len({one.index for one in watch_series(short_series(kind, seed), settings=monthly).findings})
        for seed in range(120)
    )
    assert spoken <= 0.010 * 120 * 30


def test_a_spike_and_a_new_level_are_still_spoken_of_in_three_years_of_months():
    monthly = WatchSettings(cycles=(12.0,), cautious=True)
    found = []
    for seed in range(30):
        spike, level = short_series("normal", seed, 36), short_series("normal", seed + 100, 36)
        spike[30] += 7.0
        level[28:] += 4.5
        found.append(
            [any(one.index >= 28 for one in watch_series(y, settings=monthly).findings) for y in (spike, level)]
        )
    assert (np.mean(found, axis=0) > 0.6).all()


@pytest.mark.slow
def test_panels_of_noise_are_held_to_their_share_by_what_a_chart_gives():
    rng = np.random.default_rng(8)
    said = []
    for _ in range(12):
        p = [watch_series(rng.normal(size=17)).p[-1] for _ in range(25)]
        said.append(released(np.array(p)).any())
    assert np.mean(said) <= 0.10 + 3 * np.sqrt(0.1 * 0.9 / 12)
