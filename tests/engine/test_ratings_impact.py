"""Adverse impact: the examples to the digit, SciPy beside the exact tests, and that what is hidden is nowhere."""

import doctest
import importlib
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from hoshin.engine.exact import at_least, fisher, fisher_more
from hoshin.engine.reviews import ImpactVerdict, StrataVerdict, adverse_impact, screened, within_strata

FIGURES = ("rate", "ratio", "low", "high", "z", "z_p", "fisher", "mid_p", "p", "p_of_many", "shortfall", "flip")


def share(least=0, most=60):
    return st.integers(max(least, 1), most).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize("module", ["exact", "false_alarms", "reviews.adverse_impact", "reviews.strata"])
def test_examples_in_the_text(module):
    assert doctest.testmod(importlib.import_module(f"hoshin.engine.{module}")).failed == 0


def test_the_first_example_is_watched():
    found = adverse_impact([48, 12], [80, 30])
    assert found.reference == 0
    assert [verdict.value for verdict in found.verdict] == ["reference", "watch"]
    seen = {name: round(float(getattr(found, name)[1]), 3) for name in FIGURES}
    assert seen == {
        "rate": 0.4,
        "ratio": 0.667,
        "z": 1.876,
        "z_p": 0.061,
        "fisher": 0.085,
        "mid_p": 0.07,
        "p": 0.061,
        "p_of_many": 0.061,
        "low": 0.415,
        "high": 1.07,
        "shortfall": 4.364,
        "flip": 0.738,
    }


def test_six_members_are_not_judged_and_only_the_analyst_sees_their_figures():
    found = adverse_impact([6, 1], [20, 6], for_analyst=True)
    assert found.verdict[1] == ImpactVerdict.NOT_ENOUGH_DATA
    assert [round(float(one[1]), 3) for one in (found.ratio, found.fisher, found.flip)] == [0.556, 1.0, 1.333]
    others = adverse_impact([6, 1], [20, 6])
    assert others.verdict[1] == ImpactVerdict.NOT_ENOUGH_DATA
    assert all(math.isnan(getattr(others, name)[1]) for name in FIGURES)


def test_a_small_difference_of_many_is_real():
    found = adverse_impact([400, 340], [1000, 1000])
    assert found.verdict[1] == ImpactVerdict.SMALL_BUT_REAL
    assert [round(float(one[1]), 4) for one in (found.ratio, found.z, found.p)] == [0.85, 2.7789, 0.0055]


@pytest.mark.parametrize(
    ("hits", "of", "verdict"),
    [
        ([60, 20], [100, 100], "disparity"),
        ([13, 15], [14, 29], "disparity"),
        ([33, 18], [47, 20], "none_detected"),
        ([5, 3], [30, 40], "watch"),
        ([99, 78], [100, 100], "disparity_small_numbers"),
        ([0, 0], [40, 40], "not_applicable"),
        ([3, 2], [4, 60], "reference"),
        ([20, 24], [40, 25], "none_detected"),
    ],
)
def test_verdicts(hits, of, verdict):
    found = adverse_impact(hits, of, for_analyst=True)
    assert found.verdict[1].value == verdict, found


def test_four_fifths_exactly_are_not_below():
    assert not adverse_impact([500, 400], [1000, 1000]).is_below[1]
    assert adverse_impact([500, 399], [1000, 1000]).is_below[1]


def test_a_reference_has_two_of_a_hundred_and_thirty_members_where_any_has():
    assert adverse_impact([19, 300, 200], [20, 600, 600]).reference == 1
    assert adverse_impact([9, 12, 8], [12, 20, 20]).reference == 0
    assert adverse_impact([28, 900, 800], [31, 2000, 2000]).reference == 1


def test_all_or_none_is_for_the_analyst_alone():
    assert adverse_impact([30, 0, 12], [60, 40, 40]).verdict[1] == ImpactVerdict.SUPPRESSED
    assert adverse_impact([30, 0, 12], [60, 40, 40], for_analyst=True).verdict[1] == ImpactVerdict.DISPARITY
    assert adverse_impact([40], [40]).verdict == (ImpactVerdict.SUPPRESSED,)


@given(
    st.lists(share(), min_size=2, max_size=5),
    st.integers(1, 9).flatmap(
        lambda n: st.lists(st.integers(0, n), min_size=2, max_size=2, unique=True).map(lambda two: (n, two))
    ),
)
def test_how_many_of_a_hidden_group_succeeded_is_in_no_figure(groups, hidden):
    size, two = hidden
    first, second = (
        adverse_impact([*(hits for hits, _ in groups), count], [*(n for _, n in groups), size]) for count in two
    )
    assert first.verdict == second.verdict
    assert first.reference == second.reference
    for name in FIGURES:
        assert np.array_equal(getattr(first, name), getattr(second, name), equal_nan=True)
        assert math.isnan(getattr(first, name)[-1])


@given(st.integers(10, 60).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))), share(), share())
def test_none_and_all_of_a_group_look_alike(group, one, other):
    size = 20
    first, second = (adverse_impact([group[0], one[0], count], [group[1], one[1], size]) for count in (0, size))
    assert first.verdict == second.verdict
    assert np.array_equal(first.ratio, second.ratio, equal_nan=True)


@given(share(10, 200), share(10, 200))
def test_the_ratio_of_two_groups_is_the_same_whichever_is_named_first(one, other):
    assume(min(one[1], other[1]) >= 30 and one[0] * other[1] != other[0] * one[1])
    assume(max(one[1], other[1]) * 0.02 <= min(one[1], other[1]))
    there = adverse_impact([one[0], other[0]], [one[1], other[1]], for_analyst=True)
    back = adverse_impact([other[0], one[0]], [other[1], one[1]], for_analyst=True)
    assert there.reference == 1 - back.reference
    assert there.verdict == back.verdict[::-1]
    for name in FIGURES:
        assert np.allclose(getattr(there, name), getattr(back, name)[::-1], equal_nan=True)
    judged = there.ratio[1 - there.reference]
    assert math.isnan(judged) or 0 <= judged < 1


@given(share(), share())
def test_exact_tests_are_those_of_scipy(one, other):
    table = [[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]]
    p, mid = fisher(*one, *other)
    assert p == pytest.approx(stats.fisher_exact(table).pvalue, abs=1e-9)
    assert fisher_more(*one, *other) == pytest.approx(stats.fisher_exact(table, alternative="greater").pvalue, abs=1e-9)
    seen = stats.hypergeom(one[1] + other[1], one[0] + other[0], one[1]).pmf(one[0])
    assert mid == pytest.approx(p - seen / 2, abs=1e-9)
    assert at_least(*one) == pytest.approx(stats.binomtest(*one, 0.5, alternative="greater").pvalue, abs=1e-9)


def test_many_comparisons_are_held_together():
    alone = adverse_impact([52, 34], [100, 100])
    assert alone.verdict[1] == ImpactVerdict.DISPARITY
    nothing = [([50, 49], [100, 100])] * 9
    among = screened([([52, 34], [100, 100]), *nothing])
    assert among[0].p_of_many[1] == pytest.approx(10 * float(alone.p[1]))
    assert among[0].verdict[1] == ImpactVerdict.WATCH
    assert {one.verdict[1] for one in among[1:]} == {ImpactVerdict.NONE_DETECTED}
    assert screened([]) == ()


@pytest.mark.parametrize(("hits", "of"), [([5], [4]), ([-1], [4]), ([1, 2], [4]), ([1.5], [4]), ([np.nan], [4])])
def test_counts_that_are_none_are_refused(hits, of):
    with pytest.raises(ValueError):
        adverse_impact(hits, of)


def test_what_vanishes_within_strata_is_said_to():
    admitted = within_strata([8, 36], [80, 60], [2, 54], [20, 90])
    assert (admitted.verdict, admitted.strata) == (StrataVerdict.VANISHES, 2)
    assert within_strata([20, 10], [50, 40], [40, 30], [50, 40]).verdict == StrataVerdict.HOLDS
    assert within_strata([30, 10], [40, 40], [55, 4], [60, 40]).verdict != StrataVerdict.VANISHES
    assert within_strata([10, 40], [50, 50], [14, 90], [50, 100]).verdict in tuple(StrataVerdict)
    assert within_strata([3], [5], [0], [0]).verdict == StrataVerdict.NOT_APPLICABLE


def test_what_is_hidden_by_the_pool_appears():
    found = within_strata([81, 192], [87, 263], [234, 55], [270, 80])
    assert found.pooled < 1 < found.common
    assert found.verdict in (StrataVerdict.NONE_DETECTED, StrataVerdict.APPEARS)
    assert within_strata([90, 40], [100, 400], [300, 2], [400, 100]).verdict in (
        StrataVerdict.APPEARS,
        StrataVerdict.TURNS,
    )


@given(st.lists(st.tuples(share(), share()), min_size=1, max_size=5))
def test_strata_by_a_plain_reference(pairs):
    rows = [(a, n - a, c, m - c) for (a, n), (c, m) in pairs]
    found = within_strata(
        [a for (a, _), _ in pairs], [n for (_, n), _ in pairs], [c for _, (c, _) in pairs], [m for _, (_, m) in pairs]
    )
    used = [row for row in rows if row[0] + row[2] and row[1] + row[3]]
    assert found.strata == len(used)
    top, bottom = (sum(row[x] * row[y] / sum(row) for row in used) for x, y in ((0, 3), (1, 2)))
    if top and bottom:
        assert found.common == pytest.approx(top / bottom)
        assert found.low <= found.common <= found.high
    off = sum(a - (a + b) * (a + c) / (a + b + c + d) for a, b, c, d in used)
    var = sum(
        (a + b) * (c + d) * (a + c) * (b + d) / ((a + b + c + d) ** 2 * (a + b + c + d - 1)) for a, b, c, d in used
    )
    if var:
        assert found.common_p == pytest.approx(stats.chi2.sf(off * off / var, 1), abs=1e-12)
