"""The incremental pass gives what a full pass would, to the last bit."""

import numpy as np
import pytest
from bench.graphs import random_organisation
from tests.engine.drawn import tries
from tests.engine.test_rollup_full import (
    CHILD,
    ENTERPRISE,
    FINANCE,
    FIRST,
    K2,
    NAN,
    PARENT,
    WEIGHT,
    assert_same_bits,
    random_case,
)

from hoshin.engine.rollup import build_graph, roll_up, update


def mixed_organisation(n, seed):
    """A graph with every aggregator, and a vector of leaf scores."""
    organisation = random_organisation(n, seed, missing=0.15)
    rng = np.random.default_rng(seed)
    graph = build_graph(
        n,
        organisation.child,
        organisation.parent,
        organisation.weight,
        aggregator=rng.choice(6, n, p=[0.5, 0.1, 0.1, 0.1, 0.1, 0.1]),
        critical=rng.random(organisation.child.size) < 0.1,
        min_coverage=rng.choice([0.3, 0.5, 0.9], n),
        kth=rng.integers(1, 4, n),
    )
    return graph, organisation.scores.copy(), rng


@pytest.mark.slow
def test_a_thousand_updates_one_after_another_never_leave_the_full_pass():
    graph, scores, rng = mixed_organisation(2_000, 11)
    state = roll_up(graph, scores)
    leaves = graph.order[: graph.leaves]
    for step in range(1_000):
        changed = rng.choice(leaves, int(rng.integers(1, 6)), replace=False)
        scores[changed] = np.where(rng.random(changed.size) < 0.2, np.nan, rng.uniform(0, 100, changed.size))
        update(graph, state, changed, scores[changed])
        assert_same_bits(state, roll_up(graph, scores)), step


def test_a_plain_organisation_of_means_stays_equal_too():
    organisation = random_organisation(5_000, 3)
    graph = build_graph(5_000, organisation.child, organisation.parent, organisation.weight)
    scores, rng = organisation.scores.copy(), np.random.default_rng(3)
    state = roll_up(graph, scores)
    for _ in tries(200):
        changed = rng.choice(graph.order[: graph.leaves], 3, replace=False)
        scores[changed] = rng.uniform(0, 100, 3)
        update(graph, state, changed, scores[changed])
        assert_same_bits(state, roll_up(graph, scores))


def test_only_the_ancestors_of_the_changed_measure_are_touched():
    extra = 100
    graph = build_graph(9 + extra, CHILD, PARENT, WEIGHT)
    state = roll_up(graph, [*FIRST, *([50.0] * extra)])
    result = update(graph, state, [K2], [70.0])
    assert result.touched.tolist() == [K2, FINANCE, ENTERPRISE]
    assert state.score[ENTERPRISE] == pytest.approx(68.5)


def test_an_update_to_the_same_score_touches_nothing():
    graph = build_graph(109, CHILD, PARENT, WEIGHT)
    state = roll_up(graph, [*FIRST, *([50.0] * 100)])
    assert update(graph, state, [K2], [60.0]).touched.size == 0


def test_most_leaves_may_change_at_once():
    graph, scores, rng = mixed_organisation(1_000, 2)
    state = roll_up(graph, scores)
    changed = rng.choice(graph.order[: graph.leaves], graph.leaves // 2, replace=False)
    before = state.score.copy()
    scores[changed] = rng.uniform(0, 100, changed.size)
    result = update(graph, state, changed, scores[changed])
    assert_same_bits(state, roll_up(graph, scores))
    moved = ~((before == state.score) | (np.isnan(before) & np.isnan(state.score)))
    assert set(np.flatnonzero(moved)) <= set(result.touched.tolist())


def test_new_weights_are_taken_up_where_they_are_named():
    graph, scores, rng = mixed_organisation(1_000, 5)
    state = roll_up(graph, scores)
    parents = rng.choice(graph.order[graph.leaves :], 5, replace=False)
    edge_parent = np.repeat(graph.order, np.diff(graph.ptr))
    edge_child = graph.order[graph.child]
    weight = np.where(np.isin(edge_parent, parents), rng.uniform(0, 3, graph.weight.size), graph.weight)
    columns = {name: getattr(graph, name)[graph.rank] for name in ("aggregator", "min_coverage", "kth")}
    reweighted = build_graph(graph.n, edge_child, edge_parent, weight, critical=graph.critical, **columns)
    result = update(reweighted, state, [], [], parents)
    assert_same_bits(state, roll_up(reweighted, scores))
    assert 5 <= result.computed < graph.n - graph.leaves


def test_many_periods_are_brought_up_to_date_together():
    n, edges, columns, scores = random_case(99, periods=4)
    pad = 200
    columns = {k: v if k == "critical" else np.concatenate((v, np.zeros(pad, v.dtype))) for k, v in columns.items()}
    graph = build_graph(n + pad, **edges, **columns)
    scores = np.concatenate((scores, np.full((pad, 4), 10.0)))
    state = roll_up(graph, scores)
    leaf = int(next(c for c in edges["child"] if graph.rank[c] < graph.leaves))
    scores[leaf] = [1.0, NAN, 99.0, 50.0]
    update(graph, state, [leaf], scores[[leaf]])
    assert_same_bits(state, roll_up(graph, scores))


def test_a_parent_cannot_be_given_a_score_nor_a_leaf_two():
    graph = build_graph(9, CHILD, PARENT, WEIGHT)
    state = roll_up(graph, FIRST)
    with pytest.raises(ValueError, match="children"):
        update(graph, state, [FINANCE], [50.0])
    with pytest.raises(ValueError, match="more than once"):
        update(graph, state, [K2, K2], [50.0, 60.0])
    with pytest.raises(ValueError, match="without children"):
        update(graph, state, [], [], [K2])
