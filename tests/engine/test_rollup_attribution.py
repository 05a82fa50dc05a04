"""Why the enterprise moved: effects that add up, in the worked example and in any organisation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.drawn import tries
from tests.engine.reference_rollup import mean_effects_plain, nodes_of, roll_up_plain
from tests.engine.test_rollup_full import (
    CHILD,
    CUSTOMER,
    ENTERPRISE,
    FINANCE,
    FIRST,
    K2,
    K3,
    K4,
    K5,
    NAN,
    PARENT,
    PROCESS,
    SECOND,
    WEIGHT,
    random_case,
)

from hoshin.engine.reasons import Reason
from hoshin.engine.rollup import (
    Aggregator,
    CycleError,
    attribute,
    build_graph,
    roll_up,
)
from hoshin.engine.rollup.paths import min_path


def by_edge(result, effects):
    return {(int(c), int(p)): e for c, p, e in zip(result.edge_child, result.edge_parent, effects) if abs(e) > 1e-12}


def test_the_enterprise_gained_6_5_mostly_because_a_low_score_stopped_reporting():
    graph = build_graph(9, CHILD, PARENT, WEIGHT)
    result = attribute(graph, roll_up(graph, FIRST), graph, roll_up(graph, SECOND), ENTERPRISE)
    assert result.change == pytest.approx(6.5)
    assert result.leaf_effect[[K2, K3, K4, K5]] == pytest.approx([2.0, 3.0, -4.875, 0.0])
    assert by_edge(result, result.coverage_effect) == pytest.approx({(K5, PROCESS): 4.5, (K4, PROCESS): 1.875})
    assert not by_edge(result, result.reweighting_effect)
    assert result.leaf_effect.sum() == pytest.approx(0.125)
    assert result.total == pytest.approx(6.5, abs=1e-12)


def test_new_weights_alone_are_reweighting():
    old = build_graph(9, CHILD, PARENT, WEIGHT)
    new = build_graph(9, CHILD, PARENT, [*WEIGHT[:6], 0.2, 0.5, 0.3])
    result = attribute(old, roll_up(old, FIRST), new, roll_up(new, FIRST), ENTERPRISE)
    assert not by_edge(result, result.coverage_effect)
    assert result.reweighting_effect.sum() == pytest.approx(result.change)
    assert set(by_edge(result, result.reweighting_effect)) == {(c, ENTERPRISE) for c in (FINANCE, CUSTOMER)}


def test_a_new_measure_is_a_coverage_effect_as_a_whole():
    old = build_graph(4, [0, 1], [3, 3], [1, 1])
    new = build_graph(4, [0, 1, 2], [3, 3, 3], [1, 1, 2])
    before = roll_up(old, [60, 80, NAN, NAN])
    after = roll_up(new, [60, 80, 90, NAN])
    result = attribute(old, before, new, after, 3)
    assert not by_edge(result, result.reweighting_effect)
    assert not result.leaf_effect.any()
    assert result.coverage_effect.sum() == pytest.approx(10.0)


def test_a_top_that_is_missing_has_no_attribution():
    graph = build_graph(9, CHILD, PARENT, WEIGHT)
    result = attribute(graph, roll_up(graph, [NAN] * 9), graph, roll_up(graph, SECOND), ENTERPRISE)
    assert result.reason == Reason.NOT_APPLICABLE
    assert np.isnan(result.total)


def test_edges_turned_round_between_periods_are_refused():
    old, new = build_graph(3, [0, 1], [1, 2], [1, 1]), build_graph(3, [1, 0], [0, 2], [1, 1])
    states = roll_up(old, [50, 0, 0]), roll_up(new, [0, 50, 0])
    with pytest.raises(CycleError):
        attribute(old, states[0], new, states[1], 2)


def test_the_weakest_of_two_shares_the_way():
    assert min_path(np.array([50.0, 60.0]), np.array([80.0, 55.0])) == pytest.approx([2 / 7, 5 / 7])
    graph = build_graph(3, [0, 1], [2, 2], [1, 1], aggregator=Aggregator.MIN)
    result = attribute(graph, roll_up(graph, [50, 60, NAN]), graph, roll_up(graph, [80, 55, NAN]), 2)
    assert result.leaf_effect == pytest.approx([0.2857 * 30, -0.7143 * 5, 0], rel=1e-3)
    assert result.total == pytest.approx(5.0)


def second_period(seed, n, edges, columns, scores):
    """The same nodes later: scores moved, some came or went, weights changed, edges were cut."""
    rng = np.random.default_rng(seed + 1)
    later = np.where(rng.random(n) < 0.7, np.round(rng.uniform(0, 100, n), 1), scores)
    later[rng.random(n) < 0.15] = np.nan
    weight = np.where(rng.random(edges["weight"].size) < 0.5, edges["weight"], rng.integers(0, 6, edges["weight"].size))
    kept = rng.random(weight.size) < 0.95
    changed = {"child": edges["child"][kept], "parent": edges["parent"][kept], "weight": weight[kept]}
    rules = {k: (v[kept] if k == "critical" else v) for k, v in columns.items()}
    return changed, rules, later


@pytest.mark.slow
@pytest.mark.parametrize("rules", [False, True], ids=["means", "every aggregator"])
def test_effects_add_up_in_300_organisations_with_gaps_new_weights_and_cut_edges(rules):
    explained, worst = 0, 0.0
    for seed in range(300):
        n, edges, columns, scores = random_case(seed, rules=rules)
        changed, later_columns, later = second_period(seed, n, edges, columns, scores)
        old, new = build_graph(n, **edges, **columns), build_graph(n, **changed, **later_columns)
        state0, state1 = roll_up(old, scores), roll_up(new, later)
        parents = np.flatnonzero(old.heights > 0)
        drawn = np.random.default_rng(seed).choice(parents, min(parents.size, 4), replace=False)
        for top in {int(parents[old.heights[parents].argmax()]), *drawn.tolist()}:
            result = attribute(old, state0, new, state1, top)
            if result.reason == Reason.NONE:
                explained += abs(result.change) > 1e-6
                worst = max(worst, abs(result.residual))
    assert explained > 500
    assert worst <= 1e-9


def test_effects_equal_those_of_the_plain_reference():
    for seed in tries(60):
        n, edges, _, scores = random_case(seed, rules=False)
        changed, _, later = second_period(seed, n, edges, {}, scores)
        old, new = build_graph(n, **edges), build_graph(n, **changed)
        state0, state1 = roll_up(old, scores), roll_up(new, later)
        nodes0, nodes1 = nodes_of(n, **edges), nodes_of(n, **changed)
        plain0, plain1 = roll_up_plain(nodes0, scores), roll_up_plain(nodes1, later)
        for top in np.flatnonzero(old.heights == old.heights.max())[:3]:
            result = attribute(old, state0, new, state1, int(top))
            if result.reason == Reason.NONE:
                leaf, edge = mean_effects_plain(nodes0, plain0, nodes1, plain1, int(top))
                expected = np.zeros(n)
                expected[list(leaf)] = list(leaf.values())
                assert result.leaf_effect == pytest.approx(expected, abs=1e-9)
                found = by_edge(result, result.weight_effect)
                assert {k: found.get(k, 0.0) for k in edge} == pytest.approx(edge, abs=1e-9)
                assert set(found) <= set(edge)


def test_an_aggregator_that_changed_is_an_effect_of_its_own():
    old = build_graph(3, [0, 1], [2, 2], [1, 1])
    new = build_graph(3, [0, 1], [2, 2], [1, 1], aggregator=Aggregator.MIN)
    scores = [50, 70, NAN]
    result = attribute(old, roll_up(old, scores), new, roll_up(new, scores), 2)
    assert result.rule_effect.tolist() == [0.0, 0.0, -10.0]
    assert not result.leaf_effect.any()
    assert result.residual == 0.0


def test_a_new_aggregator_and_new_scores_share_the_change_halfway():
    old = build_graph(3, [0, 1], [2, 2], [1, 1])
    new = build_graph(3, [0, 1], [2, 2], [1, 1], aggregator=Aggregator.MIN)
    result = attribute(old, roll_up(old, [50, 70, NAN]), new, roll_up(new, [60, 70, NAN]), 2)
    # By the mean the first child gives 5 points, by the minimum 10; the rule takes 10 of the old scores, 5 of the new.
    assert result.leaf_effect.tolist() == [7.5, 0.0, 0.0]
    assert result.rule_effect[2] == pytest.approx(-7.5)
    assert result.residual == 0.0


@pytest.mark.parametrize("rules", [0, 5])
def test_effects_add_up_where_every_parent_may_change_its_aggregator(rules):
    for seed in tries(12):
        n, edges, columns, scores = random_case(seed, rules=True)
        changed, later_columns, later = second_period(seed, n, edges, columns, scores)
        later_columns["aggregator"] = np.roll(columns["aggregator"], 1) if not rules else np.full(n, rules)
        old, new = build_graph(n, **edges, **columns), build_graph(n, **changed, **later_columns)
        state0, state1 = roll_up(old, scores), roll_up(new, later)
        for top in np.flatnonzero(old.heights > 0).tolist():
            result = attribute(old, state0, new, state1, top)
            assert result.reason != Reason.NONE or abs(result.residual) <= 1e-9


def geometric(scores, weights):
    total = sum(weights)
    return math.prod(s ** (w / total) for s, w in zip(scores, weights))


SCORE = st.one_of(st.floats(0.5, 100), st.just(0.0), st.none())
CHILDREN = st.lists(
    st.tuples(SCORE, SCORE, st.sampled_from([1.0, 2.0, 0.5]), st.sampled_from([1.0, 2.0, 0.0])), min_size=1, max_size=6
)


@given(CHILDREN)
def test_a_geometric_mean_is_explained_to_the_last_point(children):
    before, after, weight0, weight1 = zip(*children)
    n = len(children)
    graphs = [
        build_graph(n + 1, range(n), [n] * n, w, aggregator=Aggregator.GEOMEAN, min_coverage=0.0)
        for w in (weight0, weight1)
    ]
    states = [
        roll_up(graph, [NAN if s is None else s for s in (*scores, None)])
        for graph, scores in zip(graphs, (before, after))
    ]
    result = attribute(graphs[0], states[0], graphs[1], states[1], n)
    if result.reason == Reason.NONE:
        sides = [
            geometric(*zip(*((s, w) for s, w in zip(scores, weights) if s is not None and w > 0)))
            for scores, weights in ((before, weight0), (after, weight1))
        ]
        assert result.total == pytest.approx(sides[1] - sides[0], abs=1e-9)
        assert abs(result.residual) <= 1e-9


@given(st.lists(st.tuples(st.floats(1, 100), st.floats(1, 100)), min_size=1, max_size=5))
def test_a_move_of_one_child_of_a_geometric_mean_is_that_child_s_alone(children):
    n = len(children)
    graph = build_graph(n + 1, range(n), [n] * n, [1.0] * n, aggregator=Aggregator.GEOMEAN)
    before = [score for score, _ in children]
    after = [children[0][1], *before[1:]]
    result = attribute(graph, roll_up(graph, [*before, NAN]), graph, roll_up(graph, [*after, NAN]), n)
    assert result.leaf_effect[1:].tolist() == [0.0] * n
    assert result.leaf_effect[0] == pytest.approx(result.change, abs=1e-9)
