"""Wording of texts about groups of people (methods.md 6.10), against the textbook's sandwich and figures of statsmodels."""

import numpy as np
import pytest

from hoshin.engine.quality import compare_wording
from hoshin.engine.quality.wording import LEAST_AUTHORS, LEAST_GROUP_TEXTS, false_shares


def texts(seed, authors=40, each=3, groups=2):
    """Texts of authors who each have a way of their own to write, about people of groups by turns."""
    rng = np.random.default_rng(seed)
    who = np.repeat(np.arange(authors), each)
    words = rng.integers(20, 120, authors * each).astype(float)
    habit = rng.gamma(2.0, 0.006, authors)[who]
    return rng.poisson(habit * words)[:, None].astype(float), words, np.arange(authors * each) % groups, who


def plain(counts, words, first, authors):
    """The regression as a textbook has it: whole matrices, and a sum over authors."""
    design = np.column_stack([np.ones(len(words)), first.astype(float)])
    weight, rate = np.diag(words), counts / words
    bread = np.linalg.inv(design.T @ weight @ design)
    beta = bread @ design.T @ weight @ rate
    scores = design * (words * (rate - design @ beta))[:, None]
    sums = np.array([scores[authors == one].sum(axis=0) for one in np.unique(authors)])
    spread = bread @ (sums.T @ sums) @ bread * len(sums) / (len(sums) - 1)
    return 100 * beta[1], beta[1] / np.sqrt(spread[1, 1])


@pytest.mark.parametrize("groups", [2, 3])
@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_regression_that_is_robust_by_author(seed, groups):
    counts, words, group, who = texts(seed, authors=60, groups=groups)
    found = compare_wording(counts, words, group, who)
    assert [one.group for one in found] == ([0] if groups == 2 else [0, 1, 2])
    for one in found:
        difference, z = plain(counts[:, 0], words, group == one.group, who)
        assert one.rate - one.others == pytest.approx(difference, rel=1e-9)
        assert one.z == pytest.approx(z, rel=1e-9)


@pytest.mark.parametrize(
    ("seed", "difference", "z"),
    [(0, 0.05973120899796635, 0.24558490683927586), (1, 0.03736498875158197, 0.1853443814776482)],
)
def test_it_says_what_statsmodels_says(seed, difference, z):
    """`WLS(rate, X, weights=words).fit(cov_type="cluster")` of statsmodels 0.15.0, with the factor `A/(A-1)` alone."""
    (found,) = compare_wording(*texts(seed))
    assert (found.rate - found.others, found.z) == (pytest.approx(difference, rel=1e-9), pytest.approx(z, rel=1e-9))


def test_authors_who_write_much_in_one_way_make_a_difference_no_clearer():
    """The same text twenty times by one author is no twenty texts: taken as such, z would grow like a root."""
    counts, words, group, who = texts(2)
    (once,) = compare_wording(counts, words, group, who)
    many = [np.repeat(one, 20, axis=0) for one in (counts, words, group, who)]
    (often,) = compare_wording(*many)
    assert often.z == pytest.approx(once.z, rel=1e-9)


def test_small_groups_take_no_part_not_even_among_the_others():
    counts, words, group, who = texts(3, authors=60, groups=3)
    small = group.copy()
    small[np.flatnonzero(group == 2)[LEAST_GROUP_TEXTS - 1 :]] = 3
    found = compare_wording(counts, words, small, who)
    kept = small < 2
    assert [one.group for one in found] == [0]
    assert found == compare_wording(counts[kept], words[kept], small[kept], who[kept])
    few = np.minimum(who, LEAST_AUTHORS - 2)
    assert compare_wording(counts, words, group, few) == ()
    assert compare_wording(counts[:0], words[:0], group[:0], who[:0]) == ()


def test_where_all_are_alike_nothing_differs():
    counts, words, group, who = texts(1)
    (found,) = compare_wording(np.zeros_like(counts), words, group, who)
    assert (found.rate, found.z, found.p, found.q, found.is_clear) == (0, 0, 1, 1, False)


def test_shares_of_false_ones_over_all_cues():
    """The worked example of Benjamini and Hochberg (1995), section 3.1: the first four of fifteen hold at 0.05."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
         0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]  # fmt: skip
    assert (false_shares(np.array(p)) <= 0.05).sum() == 4
