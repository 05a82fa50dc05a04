"""Scores projected by drawing leaves together: held against plain Python, closed forms, and what must always be so."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from engine.drawn import tries
from engine.reference_rollup import nodes_of, roll_up_plain
from hoshin.engine.projecting import STEPS, courses_at, loadings, project, surprises, values_at_steps
from hoshin.engine.projecting.draws import blocks_of
from hoshin.engine.rollup import build_graph

Z90 = NormalDist().inv_cdf(0.9)


def straight(middles, spreads):
    """Leaves whose score is normal, far from 0 and 100."""
    return np.array(middles)[:, None] + np.array(spreads)[:, None] * STEPS


@pytest.mark.slow
def test_one_leaf_has_the_band_of_its_own_distribution():
    graph = build_graph(2, [0], [1], [3.0])
    found = project(graph, [np.nan, np.nan], [0], straight([50.0], [6.0]), np.zeros((1, 1)), draws=20_000)
    for node, near in ((0, 0.05), (1, 0.2)):
        assert found.low[node] == pytest.approx(50 - 6 * Z90, abs=near)
        assert found.middle[node] == pytest.approx(50.0, abs=near)
        assert found.high[node] == pytest.approx(50 + 6 * Z90, abs=near)
    assert (found.widest.node.tolist(), found.widest.leaf.tolist()) == ([1], [0])
    assert found.widest.share[0] == pytest.approx(1.0)


@pytest.mark.slow
def test_independent_normal_leaves_have_the_band_and_the_shares_of_their_closed_form():
    weights, spreads = np.array([3.0, 2.0, 1.0]), np.array([4.0, 5.0, 6.0])
    graph = build_graph(4, [0, 1, 2], [3, 3, 3], weights)
    found = project(graph, np.full(4, np.nan), [0, 1, 2], straight([40.0, 50.0, 60.0], spreads), np.zeros((3, 1)),
                    draws=20_000)  # fmt: skip
    parts = (weights / weights.sum() * spreads) ** 2
    middle, spread = float(weights @ [40.0, 50.0, 60.0]) / 6.0, math.sqrt(parts.sum())
    assert found.middle[3] == pytest.approx(middle, abs=0.1)
    assert found.high[3] - found.low[3] == pytest.approx(2 * Z90 * spread, rel=0.02)
    # The widest first, each with its part of the variance.
    assert found.widest.leaf.tolist() == [0, 1, 2]
    assert found.widest.share == pytest.approx(np.sort(parts / parts.sum())[::-1], abs=0.02)


@pytest.mark.slow
def test_leaves_that_go_together_make_the_band_wider_and_those_that_go_apart_narrower():
    graph = build_graph(3, [0, 1], [2, 2], [1.0, 1.0])

    def width(other):
        found = project(graph, np.full(3, np.nan), [0, 1], straight([50.0, 50.0], [5.0, 5.0]),
                        np.array([[0.9], [other]]), draws=4_000)  # fmt: skip
        return found.high[2] - found.low[2]

    # Var = (σ²/2)(1 + ρ)
    for other in (0.9, 0.0, -0.9):
        assert width(other) == pytest.approx(2 * Z90 * 5.0 * math.sqrt((1 + 0.9 * other) / 2), rel=0.04)


def test_more_weight_is_more_share():
    shares = []
    for weight in (1.0, 2.0, 4.0):
        graph = build_graph(3, [0, 1], [2, 2], [weight, 2.0])
        found = project(graph, np.full(3, np.nan), [0, 1], straight([50.0, 50.0], [5.0, 5.0]), np.zeros((2, 1)))
        shares.append(dict(zip(found.widest.leaf.tolist(), found.widest.share.tolist()))[0])
    assert shares == sorted(shares)


def test_what_is_not_drawn_stays_and_too_little_drawn_is_no_projection():
    graph = build_graph(4, [0, 1, 2], [3, 3, 3], [1.0, 1.0, 1.0])
    still = [np.nan, 30.0, 60.0, np.nan]
    found = project(graph, still, [0], straight([50.0], [5.0]), np.zeros((1, 1)))
    assert found.middle[:3].tolist() == pytest.approx([50.0, 30.0, 60.0], abs=0.1)
    assert (found.low[1], found.high[1]) == (30.0, 30.0)
    assert np.isnan(found.middle[3])
    assert found.coverage[3] == pytest.approx(1 / 3)


def test_blocks_of_draws_agree_with_plain_python():
    for seed in tries(5):
        rng = np.random.default_rng(seed)
        child, parent = [0, 1, 2, 3, 4, 5, 6], [4, 4, 5, 5, 7, 7, 7]
        # Node 6 has no children and is not drawn; 5 rolls up by its lowest.
        weight = rng.uniform(0.5, 3.0, 7)
        how = np.zeros(8, np.uint8)
        how[5] = 1
        graph = build_graph(8, child, parent, weight, aggregator=how)
        still = np.full(8, np.nan)
        still[6] = 45.0
        courses = np.clip(straight(rng.uniform(20, 80, 4), rng.uniform(2, 30, 4)), 0.0, 100.0)
        factors = rng.uniform(-0.6, 0.6, (4, 2))
        found = project(graph, still, [0, 1, 2, 3], courses, factors, draws=60, seed=seed, least=0.0)
        draws = []
        for z in np.concatenate([part.T for part in blocks_of(factors, 60, seed)]):
            scores = still.copy()
            scores[:4] = [np.interp(place, STEPS, course) for place, course in zip(z, courses)]
            rolled = roll_up_plain(nodes_of(8, child, parent, weight, aggregator=how), scores)
            draws.append({node: score for node, (score, _coverage, _reason) in rolled.items()})
        for node in (4, 5, 7):
            column = sorted(one[node] for one in draws)
            assert found.middle[node] == pytest.approx((column[29] + column[30]) / 2, rel=1e-5)
            assert found.low[node] <= found.middle[node] <= found.high[node]
        for node, leaf, share in zip(found.widest.node, found.widest.leaf, found.widest.share):
            both = np.corrcoef([one[leaf] for one in draws], [one[node] for one in draws])
            assert share == pytest.approx(both[0, 1] ** 2, abs=1e-9)


def test_the_same_seed_gives_the_same_figures_and_another_seed_others():
    graph = build_graph(3, [0, 1], [2, 2], [1.0, 1.0])
    one, same, other = (
        project(graph, np.full(3, np.nan), [0, 1], straight([50.0, 40.0], [5.0, 8.0]), np.zeros((2, 1)), seed=seed)
        for seed in (1, 1, 2)
    )
    assert one.low[2] == same.low[2] != other.low[2]


def test_correlations_are_found_and_drawn_towards_none():
    rng = np.random.default_rng(4)
    common = rng.normal(size=60)
    rows = np.concatenate([0.8 * common + 0.6 * rng.normal(size=(20, 60)), rng.normal(size=(20, 60))])
    known = loadings(rows)
    found = known.factors @ known.factors.T
    between = found[:20, :20][~np.eye(20, dtype=bool)]
    # True: 0.64 among the first, 0 among the others.
    assert 0.4 < between.mean() < 0.66
    assert abs(found[20:, 20:][~np.eye(20, dtype=bool)].mean()) < 0.05
    assert (np.sum(known.factors**2, axis=1) <= 1.0).all()
    assert 0.0 < known.shrunk < 0.5


def test_noise_alone_is_drawn_nearly_all_the_way():
    assert loadings(np.random.default_rng(1).normal(size=(200, 40))).shrunk > 0.9


def test_too_few_constant_and_missing_surprises_go_with_nothing():
    rows = np.full((3, 12), np.nan)
    rows[0, :5] = [1.0, -1.0, 2.0, -2.0, 1.0]
    rows[1] = 3.0
    assert not loadings(rows).factors.any()
    with pytest.raises(ValueError, match="infinite"):
        loadings([[np.inf] * 12])


def test_surprises_know_neither_trend_nor_season():
    months = np.arange(36.0)
    season = np.tile([5.0, -2.0, 1.0, 0.0, 3.0, -7.0, 4.0, 2.0, -1.0, 0.0, -3.0, -2.0], 3)
    rest = surprises([2.0 * months + season], 12)[0]
    assert np.isnan(rest[:13]).all()
    assert np.abs(rest[13:]).max() < 1e-9


def test_values_between_quantiles_are_those_of_a_normal_distribution_where_it_is_one():
    places = [NormalDist().inv_cdf(share) for share in (0.025, 0.1, 0.25, 0.75, 0.9, 0.975)]
    found = values_at_steps([[10.0 + 2.0 * place for place in places]], places)
    assert found[0] == pytest.approx(10.0 + 2.0 * STEPS)
    assert courses_at(found, np.array([[0.3]])) == pytest.approx(10.6)


def test_nothing_drawn_and_wrong_shapes():
    graph = build_graph(2, [0], [1], [1.0])
    found = project(graph, [40.0, np.nan], [], np.empty((0, 33)), np.empty((0, 3)), draws=10)
    assert (found.middle[0], found.coverage[1], found.widest.node.size) == (40.0, 0.0, 0)
    assert np.isnan(found.middle[1])
    with pytest.raises(ValueError, match="one for each"):
        project(graph, [1.0], [0], straight([1.0], [1.0]), np.zeros((1, 1)))
    with pytest.raises(ValueError, match="has a score"):
        project(graph, [1.0, 1.0], [0], straight([np.nan], [1.0]), np.zeros((1, 1)))
