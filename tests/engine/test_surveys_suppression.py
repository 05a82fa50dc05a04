"""What surveys hide stays hidden: the examples, and attackers who add, subtract and solve linear programs."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from hoshin.engine.surveys import (
    GroupRules,
    audit_release,
    may_answer,
    may_compare,
    suppress_groups,
    suppress_tree,
)

K = 5
NOBODY = np.nan


@st.composite
def organisations(draw):
    """A tree of units with the answers (1–5) of those directly in each."""
    size = draw(st.integers(1, 9))
    parent = np.array([-1] + [draw(st.integers(0, at - 1)) for at in range(1, size)], np.intp)
    answers = [draw(st.lists(st.integers(1, 5), max_size=9)) for _ in range(size)]
    return parent, answers


def released(parent, answers, kept=None):
    return suppress_tree(
        parent,
        np.array([len(given) for given in answers]),
        np.array([min(given, default=NOBODY) for given in answers]),
        np.array([max(given, default=NOBODY) for given in answers]),
        K,
        kept,
    )


def members(parent):
    """Which units lie in which: a row for each group over the cells of those directly in a unit."""
    rows = np.eye(len(parent), dtype=bool)
    for at in range(len(parent) - 1, 0, -1):
        rows[parent[at]] |= rows[at]
    return rows


def test_a_small_unit_takes_its_smallest_sibling_with_it():
    found = released(np.array([-1, 0, 0, 0, 0]), [[], [1, 5] * 9, [1, 2, 3] * 3, [1, 2, 3, 4], [2, 4] * 3])
    assert found.shown.tolist() == [True, True, True, False, False]
    assert found.primary.tolist() == [False, False, False, True, False]
    assert found.remainder_of.tolist() == [0, 1, 2, 0, 0]


def test_people_directly_in_a_parent_are_a_sibling_of_its_units():
    found = released(np.array([-1, 0, 0]), [[3, 4], [1, 2] * 4, [1, 2] * 3])
    assert found.shown.tolist() == [True, True, False]


def test_what_was_published_before_is_hidden_last():
    answers = [[], [1, 5] * 9, [1, 2, 3] * 3, [1, 2, 3, 4], [2, 4] * 3]
    kept = np.array([False, False, False, False, True])
    assert released(np.array([-1, 0, 0, 0, 0]), answers, kept).shown.tolist() == [True, True, False, False, True]


def test_a_group_in_which_all_say_the_same_is_hidden_and_not_given_away():
    found = released(np.array([-1, 0, 0]), [[], [4] * 8, [1, 2, 3, 4, 5, 5]])
    assert found.shown.tolist() == [True, False, False]
    assert not released(np.array([-1, 0]), [[], [4] * 8]).shown.any()


@given(
    st.lists(st.tuples(st.integers(0, 8), st.lists(st.sets(st.integers(0, 2), min_size=1), max_size=9)), min_size=1,
             max_size=7)
)  # fmt: skip
def test_of_several_choices_no_remainder_is_small_or_agrees_on_an_option(drawn):
    parent = np.array([-1] + [above % at for at, (above, _sets) in enumerate(drawn) if at], np.intp)
    chosen = [sets for _above, sets in drawn]
    n = np.array([len(sets) for sets in chosen])
    all_chose = np.array([[bool(sets) and all(one in each for each in sets) for one in range(3)] for sets in chosen])
    low = np.where(n[:, None] > 0, all_chose.astype(float), np.inf)
    found = suppress_tree(parent, n, low, np.where(n[:, None] > 0, np.ones((1, 3)), -np.inf), K)
    for group in np.flatnonzero(found.shown):
        inside = [one for at in np.flatnonzero(found.remainder_of == group) for one in chosen[at]]
        assert not inside or (len(inside) >= K and not set.intersection(*inside))


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans(), st.booleans()), min_size=1, max_size=6))
@settings(max_examples=40)
def test_bounds_of_one_total_are_those_of_the_linear_program(drawn):
    counts = np.array([count for count, _told, _held in drawn])
    told = np.array([[is_told for _count, is_told, _held in drawn]])
    held = np.array([[is_held for _count, _told, is_held in drawn]])
    found = audit_release(told, held, counts, K)
    for sign, bound in ((1.0, found.low[0]), (-1.0, found.high[0])):
        solved = linprog(sign * held[0].astype(float), A_eq=told.astype(float), b_eq=told @ counts, bounds=(0, None))
        assert bound == pytest.approx(sign * solved.fun) if solved.status == 0 else np.isinf(bound)


def test_the_table_of_two_ways_of_the_example():
    """Units A, B, C by short and long tenure, with all totals; the cells are the six crossings."""
    n = np.array([12, 7, 6, 3, 8, 9])
    totals = np.array([[a == u for u in range(3) for _ in range(2)] for a in range(3)])
    totals = np.vstack(
        [totals, [[t == b for _ in range(3) for t in range(2)] for b in range(2)], np.ones((1, 6), bool)]
    )
    cells = np.eye(6, dtype=bool)

    def audit(hidden):
        shown = [at for at in range(6) if at not in hidden]
        return audit_release(np.vstack([totals, cells[shown]]), cells[list(hidden)], n, K)

    assert audit([3]).recoverable.tolist() == [True]
    assert audit([3]).exposed == ((3,),)
    assert audit([3, 2]).recoverable.tolist() == [True, True]
    found = audit([3, 2, 0, 1])
    assert not found.recoverable.any()
    assert found.is_safe
    assert (found.low[0], found.high[0]) == (0, 9)
    groups = np.vstack([totals, cells])
    shown = suppress_groups(groups, n, K, np.arange(12) < 6)
    assert shown[:6].all()
    assert (~shown[6:]).sum() == 4
    assert not shown[6 + 3]


def test_sums_of_hidden_cells_are_looked_at_too():
    """Three cells of two: each is hidden for itself, and the two others are what is left of the shown total."""
    rows = np.array([[True, True, False], [False, False, True]])
    found = audit_release(rows, np.eye(3, dtype=bool)[:2], np.array([2, 2, 9]), K)
    assert not found.recoverable.any()
    assert found.exposed == ((0, 1),)


@settings(max_examples=40)
@given(organisations())
def test_nothing_in_a_tree_is_told_of_fewer_than_the_smallest_group(drawn):
    parent, answers = drawn
    n = np.array([len(given) for given in answers])
    rows, shown = members(parent), released(parent, answers).shown
    sizes = rows @ n
    assert not (shown & (sizes < K)).any()
    found = audit_release(rows[shown], rows[~shown & (sizes > 0)], n, K)
    assert found.is_safe


@settings(max_examples=25)
@given(organisations())
def test_an_attacker_with_linear_programs_pins_no_hidden_group(drawn):
    """They know all published sums and counts, how many answered where, and that answers lie from 1 to 5."""
    parent, answers = drawn
    n, sums = (np.array([of(given) for given in answers], float) for of in (len, sum))
    rows, shown = members(parent), released(parent, answers).shown
    matrix = rows[shown].astype(float)
    for group in rows[~shown & (rows @ n > 0)]:
        ends = []
        for sign in (1, -1):
            solved = linprog(
                sign * group.astype(float),
                A_eq=matrix if len(matrix) else None,
                b_eq=matrix @ sums if len(matrix) else None,
                bounds=list(zip(n, 5 * n, strict=True)),
                method="highs",
            )
            ends.append(sign * solved.fun)
        assert ends[1] - ends[0] > 0.5


@settings(max_examples=40)
@given(organisations(), st.data())
def test_one_more_answer_shows_nothing_of_a_group_that_is_too_small(drawn, data):
    parent, answers = drawn
    at = data.draw(st.integers(0, len(parent) - 1))
    more = [[*given, data.draw(st.integers(1, 5))] if place == at else given for place, given in enumerate(answers)]
    n = np.array([len(given) for given in more])
    rows, shown = members(parent), released(parent, more).shown
    assert not audit_release(rows[shown], rows[~shown & (rows @ n > 0)], n, K).exposed


@settings(max_examples=8)
@given(st.integers(0, 10_000))
def test_groups_that_overlap_are_hidden_until_no_sum_or_difference_is_of_few(seed):
    rng = np.random.default_rng(seed)
    n = rng.integers(0, 9, 6)
    totals = np.vstack([np.repeat(np.eye(3, dtype=bool), 2, axis=1), np.tile(np.eye(2, dtype=bool), 3)])
    groups = np.vstack([totals, np.eye(6, dtype=bool), rng.random((2, 6)) < 0.5])
    shown = suppress_groups(groups, n, K, np.arange(len(groups)) < 5)
    assert not (shown & (groups @ n < K)).any()
    for few in few_sets(n):
        assert not is_told(groups[shown][:, n > 0], np.isin(np.flatnonzero(n > 0), few))


def few_sets(n):
    """All sets of cells with fewer respondents together than a group must have."""
    filled = np.flatnonzero(n)
    for size in range(1, len(filled) + 1):
        yield from (few for few in combinations(filled.tolist(), size) if n[list(few)].sum() < K)


def is_told(rows, few):
    """Whether a combination of the rows is of these cells alone, by the plain definition."""
    rank = np.linalg.matrix_rank
    return rank(rows.astype(float)) > (rank(rows[:, ~few].astype(float)) if (~few).any() else 0) if len(rows) else False


def test_filters_and_waves_that_differ_by_few_are_not_answered():
    rules = GroupRules()
    everybody, some = frozenset(range(20)), frozenset(range(10))
    assert may_answer(some, [everybody], [everybody], rules)
    assert may_answer(frozenset(), [everybody], [everybody], rules)
    assert not may_answer(frozenset(range(4)), [everybody], [], rules)
    assert not may_answer(frozenset(range(17)), [everybody], [], rules)
    assert not may_answer(some, [everybody], [frozenset(range(3, 10))], rules)
    assert may_compare(some, some, rules)
    assert not may_compare(some, some | {99}, rules)
    assert not may_compare(some, (some - {0, 1}) | {98, 99}, rules)
    assert may_compare(some, some | frozenset(range(90, 95)), rules)


@pytest.mark.parametrize("wrong", [{"smallest": 2}, {"smallest_comments": 4}, {"smallest_difference": 4}])
def test_rules_have_a_floor(wrong):
    with pytest.raises(ValueError):
        GroupRules(**wrong)
