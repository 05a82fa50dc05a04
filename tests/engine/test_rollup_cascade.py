"""From the individual to the enterprise: line of sight, contribution, balance, confidence."""

import numpy as np
import pytest
from tests.engine.test_rollup_full import CHILD, ENTERPRISE, FINANCE, FIRST, NAN, PARENT, SECOND, WEIGHT, random_case

from hoshin.engine.rollup import (
    alignment,
    balance,
    build_graph,
    confidence_bars,
    contribution_map,
    coverage_from_above,
    effective_weights,
    leaf_confidence,
    line_of_sight,
    roll_up,
    roll_up_confidence,
    score_variance,
)


def test_contributions_count_every_path_to_the_top():
    graph = build_graph(9, CHILD, PARENT, WEIGHT)
    share = contribution_map(graph, roll_up(graph, FIRST), ENTERPRISE)
    assert share[:5] == pytest.approx([0.2, 0.2, 0.2, 0.1 + 0.15, 0.15])
    assert share[ENTERPRISE] == 1.0
    assert balance(graph, share) == pytest.approx(3 * 0.04 + 0.0625 + 0.0225)


def test_a_measure_that_does_not_report_contributes_nothing_and_leaves_less_balance():
    graph = build_graph(9, CHILD, PARENT, WEIGHT)
    share = contribution_map(graph, roll_up(graph, SECOND), ENTERPRISE)
    assert share[:5] == pytest.approx([0.2, 0.2, 0.2, 0.4, 0.0])
    assert balance(graph, share) > 0.25


def test_a_top_without_a_score_has_no_map():
    graph = build_graph(9, CHILD, PARENT, WEIGHT)
    assert np.isnan(contribution_map(graph, roll_up(graph, [NAN] * 9), ENTERPRISE)).all()


def paths_to(top, node, edges):
    """Sum over all paths from node to top of the product of effective weights, path by path."""
    if node == top:
        return 1.0
    return sum(w * paths_to(top, p, edges) for c, p, w in edges if c == node)


@pytest.mark.parametrize("seed", range(30))
def test_the_map_equals_the_sum_over_paths_and_explains_the_score(seed):
    n, edges, _, scores = random_case(seed, rules=False)
    graph = build_graph(n, **edges)
    state = roll_up(graph, scores)
    top = int(np.argmax(graph.heights))
    share = contribution_map(graph, state, top)
    if np.isnan(state.score[top]):
        return
    weights = effective_weights(graph, state)
    parents = np.repeat(graph.order, np.diff(graph.ptr))
    listed = [(int(c), int(p), w) for c, p, w in zip(graph.order[graph.child], parents, weights) if w]
    if len(listed) < 40:
        assert share == pytest.approx([paths_to(top, i, listed) for i in range(n)])
    leaves = graph.order[: graph.leaves]
    assert np.nansum(share[leaves] * scores[leaves]) == pytest.approx(state.score[top])


def test_line_of_sight_follows_links_of_any_kind_even_round_a_cycle():
    sight = line_of_sight(7, [0, 1, 2, 3, 4, 5], [1, 2, 1, 6, 5, 4], [False] * 6 + [True])
    assert sight.tolist() == [False, False, False, True, False, False, True]
    linked = line_of_sight(7, [0, 1, 2, 3, 4, 5, 2], [1, 2, 1, 6, 5, 4, 6], [False] * 6 + [True])
    assert linked.tolist() == [True, True, True, True, False, False, True]
    assert alignment(linked, [True, True, True, True, True, False, False]) == pytest.approx(0.8)
    assert np.isnan(alignment(linked, [False] * 7))


def test_coverage_from_above_counts_objectives_that_somebody_serves():
    assert coverage_from_above([0, 1, 2], [4, 4, 5], [4, 5, 6], [True, True, False, *[True] * 4]) == pytest.approx(
        1 / 3
    )
    assert np.isnan(coverage_from_above([0], [1], [], [True, True]))


def test_a_manual_value_ten_days_late_is_trusted_to_0_635():
    assert leaf_confidence(0.8, 40, 30) == pytest.approx(0.635, rel=1e-3)
    assert leaf_confidence(1.0, 40, 30) == pytest.approx(0.794, rel=1e-3)
    assert leaf_confidence(0.5, 3, 30) == 0.5
    assert confidence_bars([0.75, 0.74, 0.5, 0.49, NAN]).tolist() == [3, 2, 2, 1, 0]


def test_confidence_counts_a_missing_child_as_none():
    graph = build_graph(9, CHILD, PARENT, WEIGHT)
    trust = roll_up_confidence(graph, [1.0, 0.8, 1.0, 1.0, NAN, 0, 0, 0, 0])
    assert trust[FINANCE] == pytest.approx(0.9)
    assert trust[ENTERPRISE] == pytest.approx(0.4 * 0.9 + 0.3 * 1.0 + 0.3 * 0.5)


def test_errors_of_leaves_add_in_squares():
    assert score_variance([0.2, 0.4, 0.1], [5.0, 10.0, NAN]) == pytest.approx(1 + 16)
