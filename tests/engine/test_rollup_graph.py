"""Building the graph: what is refused, what is reported."""

import numpy as np
import pytest

from hoshin.engine.rollup import (
    MAX_DEPTH,
    CycleError,
    DepthError,
    build_graph,
)


def chain(length):
    return build_graph(length + 1, np.arange(length), np.arange(1, length + 1), np.ones(length))


def test_a_cycle_is_reported_as_one_ring_of_nodes_and_leaves_its_tail_out():
    with pytest.raises(CycleError) as caught:
        build_graph(6, [0, 1, 2, 3, 4], [1, 2, 3, 1, 0], np.ones(5))
    assert caught.value.nodes == (1, 2, 3)


def test_a_node_that_serves_itself_is_a_cycle():
    with pytest.raises(CycleError, match="0 -> 0"):
        build_graph(1, [0], [0], [1.0])


def test_thirty_two_levels_stand_and_one_more_is_refused():
    assert chain(MAX_DEPTH).heights[-1] == 32
    with pytest.raises(DepthError):
        chain(MAX_DEPTH + 1)


@pytest.mark.parametrize("weight", [-0.1, np.nan, np.inf])
def test_a_weight_that_is_no_weight_is_refused_with_its_edge(weight):
    with pytest.raises(ValueError, match=r"edge 1 \(1 -> 2\)"):
        build_graph(3, [0, 1], [2, 2], [1.0, weight])


def test_an_edge_given_twice_is_refused():
    with pytest.raises(ValueError, match="0 -> 2 is given more than once"):
        build_graph(3, [0, 1, 0], [2, 2, 2], [1.0, 1.0, 2.0])


def test_a_node_out_of_range_is_refused():
    with pytest.raises(ValueError, match="outside"):
        build_graph(2, [0], [2], [1.0])


def test_nodes_without_any_edge_are_leaves():
    assert build_graph(3, [], [], []).heights.tolist() == [0, 0, 0]
    assert build_graph(0, [], [], []).leaves == 0


def test_equal_heights_are_contiguous_and_both_indexes_agree():
    graph = build_graph(6, [5, 4, 3, 5, 3], [4, 1, 1, 0, 2], np.ones(5))
    assert np.array_equal(graph.heights[graph.order], np.sort(graph.heights))
    down = {(graph.child[e], p) for p in range(6) for e in range(graph.ptr[p], graph.ptr[p + 1])}
    up = {(c, graph.parent[e]) for c in range(6) for e in range(graph.parent_ptr[c], graph.parent_ptr[c + 1])}
    assert down == up
    assert len(down) == 5
