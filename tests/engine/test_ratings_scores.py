"""Scores of sources and nine boxes: the examples, SciPy or a plain computation beside them, nothing of a hidden source."""

import doctest
import importlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from hoshin.engine.reasons import Reason
from hoshin.engine.reviews import RatingSource, SourceRules, aggregate, nine_box, weighted_items

FIGURES = ("mean", "sd", "low", "high", "trimmed")
ratings = st.integers(1, 5).map(float)


@pytest.mark.parametrize("module", ["aggregating", "nine_box"])
def test_examples_in_the_text(module):
    assert doctest.testmod(importlib.import_module(f"hoshin.engine.reviews.{module}")).failed == 0


def test_items_that_cannot_be_judged_count_for_nothing():
    items = [[4, np.nan, 2], [5, 3, 1], [np.nan] * 3]
    assert weighted_items(items, [2, 1, 1])[:2].tolist() == pytest.approx([10 / 3, 3.5])
    by_competency = weighted_items(items, [2, 1, 1], [0, 1, 1])
    assert by_competency[:2].tolist() == [[4.0, 2.0], [5.0, 2.0]]
    assert np.isnan(by_competency[2]).all()
    assert np.isnan(weighted_items([[np.nan, 4]], [1, 0])[0])
    for wrong in ([1, -1, 1], [1, 1]):
        with pytest.raises(ValueError, match="one weight"):
            weighted_items(items, wrong)


def test_sources_weigh_as_agreed_and_make_up_for_those_that_are_not_there():
    everybody = aggregate([0] * 8, [0, 1, 2, 2, 2, 3, 3, 3], [5, 4, 3, 4, 5, 2, 3, 4], people=2)
    assert everybody.overall[0] == pytest.approx(0.5 * 4 + 0.3 * 4 + 0.2 * 3)
    assert everybody.weights[0].tolist() == [0, 0.5, 0.3, 0.2, 0, 0]
    assert everybody.gap[0] == 1
    assert np.isnan(everybody.overall[1])
    assert everybody.reason.tolist() == [Reason.NONE, Reason.NO_DATA]
    few = aggregate([0] * 4, [1, 2, 2, 3], [4, 3, 5, 1], people=1)
    assert few.overall[0] == 4
    assert few.suppressed[0].tolist() == [False, False, True, True, False, False]
    assert few.n[0].tolist() == [0, 1, 2, 1, 0, 0]


def test_why_there_is_no_score():
    found = aggregate([0, 0, 1], [2, 2, 0], [3, 5, 4], people=3)
    assert found.reason.tolist() == [Reason.SUPPRESSED, Reason.WEIGHTS_ZERO, Reason.NO_DATA]


def test_who_hardly_worked_together_does_not_count():
    found = aggregate([0, 0], [1, 1], [2, 4], people=1, days=[29, np.nan])
    assert (found.n[0, RatingSource.MANAGER], found.overall[0]) == (1, 4)


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": (0, 0, 0, 0, 0, 0)},
        {"weights": (0.1, 0.5, 0.2, 0.2, 0, 0)},
        {"least": (1, 0, 3, 3, 3, 3)},
        {"least": (1,)},
    ],
)
def test_rules_that_are_none_are_refused(wrong):
    with pytest.raises(ValueError):
        SourceRules(**wrong)


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(RatingSource), ratings), max_size=60))
def test_figures_of_sources_by_a_plain_reference(forms):
    people, sources, scores = ([form[at] for form in forms] for at in range(3))
    rules = SourceRules(least=(1, 1, 1, 1, 1, 1))
    found = aggregate(people, sources, scores, people=4, rules=rules)
    for person in range(4):
        for source in RatingSource:
            own = [score for one, other, score in forms if (one, other) == (person, source)]
            seen = [getattr(found, name)[person, source] for name in FIGURES]
            assert found.n[person, source] == len(own)
            expected = [np.nan] * 5
            if own:
                spread = np.std(own, ddof=1) if len(own) > 1 else np.nan
                trimmed = stats.trim_mean(own, 0.2) if len(own) >= 5 else np.nan
                expected = [np.mean(own), spread, min(own), max(own), trimmed]
            assert seen == pytest.approx(expected, nan_ok=True)


@given(
    st.lists(st.tuples(st.sampled_from(RatingSource), ratings), max_size=20),
    st.lists(ratings, min_size=2, max_size=2),
    st.lists(ratings, min_size=2, max_size=2),
)
def test_what_a_suppressed_source_said_is_in_no_figure(others, one, other):
    kept = [form for form in others if form[0] != RatingSource.REPORT]
    results = [
        aggregate(
            [0] * (len(kept) + 2),
            [*(source for source, _ in kept), RatingSource.REPORT, RatingSource.REPORT],
            [*(score for _, score in kept), *hidden],
            people=1,
        )
        for hidden in (one, other)
    ]
    for name in (*FIGURES, "weights", "overall", "gap", "reason", "n", "suppressed"):
        assert np.array_equal(
            *(getattr(result, name) for result in results), equal_nan=name in (*FIGURES, "overall", "gap")
        )
    assert results[0].suppressed[0, RatingSource.REPORT]


@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(RatingSource), ratings), min_size=1, max_size=40),
    st.randoms(),
)
def test_overall_lies_among_the_sources_whatever_the_order(forms, chance):
    found = aggregate(*zip(*forms, strict=True), people=3)
    mixed = list(forms)
    chance.shuffle(mixed)
    again = aggregate(*zip(*mixed, strict=True), people=3)
    assert again.overall == pytest.approx(found.overall, nan_ok=True)
    for person in np.flatnonzero(~np.isnan(found.overall)):
        counted = found.mean[person][found.weights[person] > 0]
        assert counted.min() - 1e-9 <= found.overall[person] <= counted.max() + 1e-9
        assert found.weights[person].sum() == pytest.approx(1)


def test_the_box_of_the_example_lies_between():
    found = nine_box([3.4], [0.35], [2.8], [0.50])
    assert [round(float(found.probability[0, a, b]), 3) for a, b in ((1, 1), (2, 1), (1, 0))] == [0.392, 0.25, 0.167]
    assert found.is_between[0]
    assert (found.performance[0], found.potential[0]) == (1, 1)


def test_boxes_without_error_on_a_cut_and_without_a_figure():
    found = nine_box([2.5, 4.0, np.nan, 3.0], [0, 0, 0.2, np.nan], [3.5, 2.0, 3.0, 3.0], [0, 0, 0.2, 0.1])
    assert found.performance.tolist() == [1, 2, -1, -1]
    assert found.potential.tolist() == [2, 0, -1, -1]
    assert found.is_between.tolist() == [False] * 4
    assert found.probability[0, 1, 2] == 1
    assert np.isnan(found.probability[2:]).all()
    with pytest.raises(ValueError, match="0 or more"):
        nine_box([3], [-1], [3], [0])
    with pytest.raises(ValueError, match="above the first"):
        nine_box([3], [0], [3], [0], cuts=(3, 3))


@given(st.floats(1, 5), st.floats(0.01, 1.5), st.floats(1, 5), st.floats(0.01, 1.5))
def test_nine_probabilities_are_those_of_scipy_and_of_one_whole(performance, one, potential, other):
    found = nine_box([performance], [one], [potential], [other]).probability[0]
    assert found.sum() == pytest.approx(1)
    edges = [-np.inf, 2.5, 3.5, np.inf]
    plain = [np.diff(stats.norm(at, se).cdf(edges)) for at, se in ((performance, one), (potential, other))]
    assert found == pytest.approx(np.outer(*plain), abs=1e-9)
