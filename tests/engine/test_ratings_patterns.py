"""Diagnostics of raters and patterns in results: each is found where it was put, and not where it was not."""

import doctest
import importlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from hoshin.engine.reviews import (
    RaterFlag,
    diagnose,
    missing_when_bad,
    rater_effects,
    reciprocity,
    sandbagging,
    target_hugging,
)


def test_examples_in_the_text():
    assert doctest.testmod(importlib.import_module("hoshin.engine.reviews.gaming")).failed == 0


def a_round(seed=4, people=30, each=10):
    """Forms of raters, who each rate some others, with four competencies of three items."""
    rng = np.random.default_rng(seed)
    of = np.concatenate([rng.permutation(people)[:each] for _ in range(people)])
    by = np.repeat(np.arange(people), each)
    truth = rng.normal(3.2, 0.6, (people, 4))[of]
    competencies = truth + rng.normal(0, 0.5, truth.shape)
    return of, by, competencies, rng


def read(of, by, competencies, people=30, **cited):
    rating = competencies.mean(axis=1)
    effects = rater_effects(of, by, rating, ratees=people, raters=people, seed=1)
    items = np.repeat(np.clip(competencies.round(), 1, 5), 3, axis=1)
    return diagnose(effects, rater=by, rating=rating, competencies=competencies, items=items, **cited)


def test_each_habit_is_found_where_it_is():
    of, by, competencies, rng = a_round(each=25)
    competencies[by == 0] += 1.2
    competencies[by == 1] -= 1.2
    competencies[by == 2] = 3.2 + rng.normal(0, 0.02, (25, 4))
    competencies[by == 3] = competencies[by == 3].mean(axis=1, keepdims=True) + rng.normal(0, 0.01, (25, 4))
    found = read(
        of, by, competencies, cited_by=[4] * 10 + [5] * 10 + [6] * 7, cited_at=[0.9] * 8 + [0.1] * 12 + [1] * 7
    )
    assert [RaterFlag.LENIENT in found.flags[0], RaterFlag.SEVERE in found.flags[1]] == [True, True]
    assert RaterFlag.CENTRAL in found.flags[2]
    assert RaterFlag.SAME_ANSWER in found.flags[2]
    assert RaterFlag.HALO in found.flags[3]
    assert found.flags[4] == (RaterFlag.RECENT,)
    assert (found.recent[4], found.recent[5]) == (0.8, 0.0)
    assert np.isnan(found.recent[6])
    assert sum(bool(flags) for flags in found.flags[5:]) <= 1


def test_figures_of_a_rater_by_a_plain_reference():
    of, by, competencies, _rng = a_round()
    found = read(of, by, competencies)
    rating = competencies.mean(axis=1)
    alone = [np.corrcoef(competencies[by == j].T)[np.triu_indices(4, 1)].mean() for j in range(30)]
    assert found.halo == pytest.approx(np.array(alone) - np.mean(alone))
    assert found.spread == pytest.approx([rating[by == j].std(ddof=1) / rating.std(ddof=1) for j in range(30)])
    items = np.repeat(np.clip(competencies.round(), 1, 5), 3, axis=1)
    most = [sum(np.bincount(form.astype(int)).max() for form in items[by == j]) / 120 for j in range(30)]
    assert found.same == pytest.approx(most)


def test_too_little_says_nothing():
    of, by, competencies, _rng = a_round(each=7)
    found = read(of, by, competencies)
    assert np.isnan(found.spread).all()
    assert np.isnan(found.halo).all()
    lonely = rater_effects([0], [0], [3.0], ratees=1, raters=2, seed=1)
    nothing = diagnose(lonely, rater=[0], rating=[np.nan], competencies=[[3.0]], items=[[np.nan]])
    assert nothing.flags == ((), ())
    assert np.isnan(nothing.same).all()


def peers(excess, seed=11, people=60, each=10):
    """Six friends who rate each other, and five others; all else rate whom chance brings."""
    rng = np.random.default_rng(seed)
    others = [rng.permutation(np.delete(np.arange(people), [j] if j > 5 else range(6))) for j in range(people)]
    friends = [np.delete(np.arange(6), j) if j < 6 else [] for j in range(people)]
    of = np.concatenate([[*near, *far][:each] for near, far in zip(friends, others, strict=True)]).astype(int)
    by = np.repeat(np.arange(people), each)
    y = rng.normal(3.3, 0.5, people)[of] + rng.normal(0, 0.4, people)[by] + rng.normal(0, 0.3, len(of))
    pairs = set(zip(of.tolist(), by.tolist(), strict=True))
    is_mutual = np.array([(j, i) in pairs for i, j in zip(of.tolist(), by.tolist(), strict=True)])
    y = y + excess * ((of < 6) & (by < 6))
    return of, by, y, is_mutual


def test_partners_who_please_each_other_are_found():
    of, by, y, is_mutual = peers(1.5)
    found = reciprocity(of, by, y, people=60, seed=3, draws=500)
    assert found.pairs.sum() == is_mutual.sum()
    assert found.overall_p < 0.05
    assert found.flagged[:6].sum() >= 5
    assert not found.flagged[6:].any()
    again = reciprocity(of, by, y, people=60, seed=3, draws=500)
    assert np.array_equal(again.p, found.p, equal_nan=True)


def test_partners_who_do_not_are_left_alone():
    chances, flagged = [], 0
    for seed in range(12):
        of, by, y, _ = peers(0.0, seed)
        found = reciprocity(of, by, y, people=60, seed=seed, draws=100)
        flagged += int(found.flagged.sum())
        chances.append(found.overall_p)
    assert stats.kstest(chances, "uniform").pvalue > 0.01
    assert flagged <= 0.01 * 12 * 60


def test_nobody_is_a_partner_where_nobody_rates_back():
    found = reciprocity([1, 2], [0, 0], [3.0, 4.0], people=3, seed=1)
    assert found.pairs.tolist() == [0, 0, 0]
    assert np.isnan([found.overall, found.overall_p, *found.p]).all()


def test_patterns_by_owner():
    easy = sandbagging([0] * 8 + [1] * 8, [1.2] * 15 + [0.2], [0.95] * 8 + [0.5] * 8, owners=3)
    assert easy.flagged.tolist() == [True, False, False]
    assert easy.hits.tolist() == [8, 0, 0]
    assert sandbagging([0] * 9, [1.0] * 9, [np.nan, *[0.95] * 8], owners=1).n.tolist() == [8]
    assert not sandbagging([0] * 7, [1.0] * 7, [1.0] * 7, owners=1).flagged[0]
    assert np.isnan(easy.share[2])


def test_results_just_on_the_good_side_whichever_that_is():
    value = [101.0] * 14 + [99.0] * 2
    for direction, side in ((1, value), (-1, [200 - one for one in value])):
        found = target_hugging([0] * 16, side, [100.0] * 16, [direction] * 16, owners=1)
        assert (found.n[0], found.hits[0], found.flagged[0]) == (16, 14, True)
        assert found.p[0] == pytest.approx(0.0021, abs=5e-5)
    few = target_hugging([0] * 17, [*[100.0] * 15, 103, 50], [*[100.0] * 15, 100, 0], [1] * 17, owners=1)
    assert (few.n[0], few.flagged[0]) == (15, False)
    assert target_hugging([0], [-99.0], [-100.0], [1], owners=1).hits[0] == 1


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60))
@settings(max_examples=50)
def test_gaps_after_bad_news_by_scipy(rows):
    bad, gap = (np.array([row[at] for row in rows]) for at in (0, 1))
    found = missing_when_bad([0] * len(rows), bad, gap, owners=1)
    if bad.all() or not bad.any():
        assert np.isnan(found.p[0])
        assert not found.flagged[0]
        return
    table = [[(bad & gap).sum(), (bad & ~gap).sum()], [(~bad & gap).sum(), (~bad & ~gap).sum()]]
    assert found.p[0] == pytest.approx(stats.fisher_exact(table, alternative="greater").pvalue)
