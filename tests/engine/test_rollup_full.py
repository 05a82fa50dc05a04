"""The full pass: an enterprise of three perspectives, then any organisation at all."""

import math

import numpy as np
import pytest
from bench.graphs import random_organisation
from hypothesis import example, given
from hypothesis import strategies as st
from tests.engine.drawn import tries
from tests.engine.reference_rollup import nodes_of, roll_up_plain

from hoshin.engine.reasons import Reason, reason_code
from hoshin.engine.rollup import Aggregator, build_graph, roll_up, roll_up_rows

K1, K2, K3, K4, K5, FINANCE, CUSTOMER, PROCESS, ENTERPRISE = range(9)
CHILD = [K1, K2, K3, K4, K4, K5, FINANCE, CUSTOMER, PROCESS]
PARENT = [FINANCE, FINANCE, CUSTOMER, CUSTOMER, PROCESS, PROCESS, ENTERPRISE, ENTERPRISE, ENTERPRISE]
WEIGHT = [1, 1, 2, 1, 1, 1, 0.4, 0.3, 0.3]
NAN = np.nan
FIRST = [80, 60, 50, 90, 40, NAN, NAN, NAN, NAN]
SECOND = [80, 70, 65, 75, NAN, NAN, NAN, NAN, NAN]


def small(scores, weights, **rules):
    k = len(scores)
    graph = build_graph(k + 1, list(range(k)), [k] * k, weights, **rules)
    result = roll_up(graph, [*scores, NAN])
    return result.score[k], result.coverage[k], reason_code(result.reason[k])


def random_case(seed, *, periods=None, rules=True):
    """A random graph of up to 60 nodes with every aggregator, missing leaves and weights of zero."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 60))
    pairs = {(int(rng.integers(0, p)), p) for p in range(1, n) for _ in range(int(rng.integers(0, 5)))}
    pairs = np.array(sorted(pairs) or [(0, 1)])
    pairs = pairs[rng.permutation(len(pairs))]
    depth = np.zeros(n, int)
    keep = np.ones(len(pairs), bool)
    for i in np.argsort(pairs[:, 1], kind="stable"):
        c, p = pairs[i]
        keep[i] = depth[c] < 30
        if keep[i]:
            depth[p] = max(depth[p], depth[c] + 1)
    pairs = pairs[keep]
    labels = rng.permutation(n)
    edges = {"child": labels[pairs[:, 0]], "parent": labels[pairs[:, 1]], "weight": rng.integers(0, 6, len(pairs)) / 2}
    columns = {
        "aggregator": rng.integers(0, len(Aggregator), n),
        "kth": rng.integers(1, 4, n),
        "min_coverage": rng.choice([0.0, 0.3, 0.5, 0.9], n),
        "critical": rng.random(len(pairs)) < 0.3,
    }
    shape = n if periods is None else (n, periods)
    scores = np.round(rng.uniform(0, 100, shape), 1)
    scores[rng.random(shape) < 0.2] = np.nan
    return n, edges, columns if rules else {}, scores


def assert_same_bits(left, right):
    for a, b in ((left.score, right.score), (left.coverage, right.coverage), (left.reason, right.reason)):
        assert a.shape == b.shape
        assert np.ascontiguousarray(a).tobytes() == np.ascontiguousarray(b).tobytes()


def test_the_enterprise_scores_66_5_while_everything_reports():
    result = roll_up(build_graph(9, CHILD, PARENT, WEIGHT), FIRST)
    assert result.score[FINANCE:] == pytest.approx([70, 190 / 3, 65, 66.5])
    assert result.coverage.tolist() == [1.0] * 9
    assert not result.reason.any()


def test_a_measure_that_stops_reporting_lowers_coverage_and_lifts_the_score():
    result = roll_up(build_graph(9, CHILD, PARENT, WEIGHT), SECOND)
    assert result.score[FINANCE:] == pytest.approx([75, 205 / 3, 75, 73])
    assert result.coverage[[PROCESS, ENTERPRISE]] == pytest.approx([0.5, 0.85])
    assert result.reason[K5] == Reason.NO_DATA


def test_below_its_minimum_coverage_a_node_shows_it_and_passes_none_on():
    floor = np.full(9, 0.5)
    floor[PROCESS] = 0.6
    result = roll_up(build_graph(9, CHILD, PARENT, WEIGHT, min_coverage=floor), SECOND)
    assert np.isnan(result.score[PROCESS])
    assert result.coverage[PROCESS] == 0.5
    assert result.reason[PROCESS] == Reason.BELOW_COVERAGE
    assert result.coverage[ENTERPRISE] == pytest.approx(0.7)
    assert result.score[ENTERPRISE] == pytest.approx((0.4 * 75 + 0.3 * 205 / 3) / 0.7)


def test_half_of_the_weight_is_enough_even_where_sums_of_weights_round():
    assert small([NAN, NAN, 60], [0.1, 0.2, 0.3])[0] == 60


@pytest.mark.parametrize("weights", [[0.1, 0.2, 0.7], [1 / 3] * 3, [0.1] * 7, [7.0]])
def test_children_who_all_score_70_make_a_parent_who_scores_70(weights):
    assert small([70.0] * len(weights), weights)[0] == 70.0


def test_weights_of_zero_are_not_replaced_by_equal_ones():
    score, coverage, reason = small([80, 60], [0, 0])
    assert np.isnan(score)
    assert (coverage, reason) == (0.0, "weights_zero")


def test_a_child_of_weight_zero_changes_neither_score_nor_coverage():
    assert small([80, 60, NAN], [1, 1, 0]) == (70.0, 1.0, "")


def test_without_any_score_there_is_no_data():
    score, coverage, reason = small([NAN, NAN], [1, 2])
    assert np.isnan(score)
    assert (coverage, reason) == (0.0, "no_data")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Aggregator.MEAN, 70.0),
        (Aggregator.MIN, 40.0),
        (Aggregator.KTH_WORST, 80.0),
        (Aggregator.PRODUCT, 100 * 0.4 * 0.8 * 0.9),
        (Aggregator.GATE, 40.0),
        (Aggregator.GEOMEAN, (40 * 80 * 90) ** (1 / 3)),
    ],
)
def test_every_aggregator_of_three_children(kind, expected):
    marks = [True, False, False]
    assert small([40, 80, 90], [1, 1, 1], aggregator=kind, critical=marks)[0] == pytest.approx(expected)


def test_a_gate_lets_the_mean_through_when_the_critical_child_is_better():
    assert small([95, 60, 80], [2, 1, 1], aggregator=Aggregator.GATE, critical=[True, False, False])[0] == 82.5


def test_a_geometric_mean_weighs_and_is_0_where_a_child_is():
    assert small([40, 90, 80], [2, 1, 0], aggregator=Aggregator.GEOMEAN)[0] == pytest.approx((40 * 40 * 90) ** (1 / 3))
    assert small([0, 90, 80], [1, 1, 1], aggregator=Aggregator.GEOMEAN)[0] == 0.0
    assert small([0, 90, 80], [0, 1, 1], aggregator=Aggregator.GEOMEAN)[0] == pytest.approx(math.sqrt(90 * 80))
    assert small([70, 70, 70], [1, 2, 4], aggregator=Aggregator.GEOMEAN)[0] == 70.0
    assert small([NAN, 64, 36], [1, 1, 1], aggregator=Aggregator.GEOMEAN)[0] == 48.0


@given(st.lists(st.tuples(st.floats(0.01, 100), st.sampled_from([0.0, 1.0, 2.0, 0.3])), min_size=2, max_size=9))
def test_the_order_of_children_does_not_show_in_a_geometric_mean(children):
    found = set()
    for row in (children, children[::-1], sorted(children)):
        scores, weights = zip(*row)
        score = small(scores, weights, aggregator=Aggregator.GEOMEAN)[0]
        found.add(repr(score))
    assert len(found) == 1


def test_an_infinite_leaf_is_refused_by_its_index():
    with pytest.raises(ValueError, match="index 3"):
        roll_up(build_graph(9, CHILD, PARENT, WEIGHT), [*FIRST[:3], np.inf, *FIRST[4:]])


@given(st.integers(0, 2**32))
def test_any_organisation_agrees_with_the_plain_reference(seed):
    n, edges, columns, scores = random_case(seed)
    result = roll_up(build_graph(n, **edges, **columns), scores)
    plain = roll_up_plain(nodes_of(n, **edges, **columns), scores)
    for i in range(n):
        score, coverage, reason = plain[i]
        assert reason_code(result.reason[i]) == reason
        assert result.coverage[i] == pytest.approx(coverage, abs=1e-12)
        assert np.isnan(result.score[i]) if score is None else result.score[i] == pytest.approx(score, abs=1e-9)


@given(st.integers(0, 2**32), st.floats(0.001, 1000))
def test_a_mean_stays_between_its_children_and_ignores_the_scale_of_weights(seed, factor):
    n, edges, _, scores = random_case(seed, rules=False)
    result = roll_up(build_graph(n, **edges), scores)
    for p in set(edges["parent"].tolist()):
        if not np.isnan(result.score[p]):
            mine = (edges["parent"] == p) & (edges["weight"] > 0)
            below = result.score[edges["child"][mine]]
            assert np.nanmin(below) - 1e-9 <= result.score[p] <= np.nanmax(below) + 1e-9
    scaled = roll_up(build_graph(n, edges["child"], edges["parent"], edges["weight"] * factor), scores)
    assert np.allclose(result.score, scaled.score, equal_nan=True, atol=1e-9)


@given(st.integers(0, 2**32))
def test_coverage_is_whole_only_if_every_leaf_that_weighs_something_reported(seed):
    n, edges, _, scores = random_case(seed, rules=False)
    weight = edges["weight"] + 0.5
    result = roll_up(build_graph(n, edges["child"], edges["parent"], weight, min_coverage=0.0), scores)
    nodes = nodes_of(n, edges["child"], edges["parent"], weight)

    def leaves(i):
        return {i} if not nodes[i].children else set().union(*(leaves(c) for c, _, _ in nodes[i].children))

    assert ((result.coverage >= 0) & (result.coverage <= 1)).all()
    for i in range(n):
        assert (result.coverage[i] == 1.0) == (not np.isnan(scores[sorted(leaves(i))]).any())


@given(st.integers(0, 2**32))
def test_the_order_in_which_contributions_are_given_changes_no_bit(seed):
    n, edges, columns, scores = random_case(seed)
    mix = np.random.default_rng(seed).permutation(len(edges["child"]))
    shuffled = {name: column[mix] for name, column in edges.items()}
    other = columns | {"critical": columns["critical"][mix]}
    one = roll_up(build_graph(n, **edges, **columns), scores)
    assert_same_bits(one, roll_up(build_graph(n, **shuffled, **other), scores))


@given(st.integers(0, 2**32))
@example(3649)
def test_renumbering_the_nodes_changes_no_bit(seed):
    n, edges, columns, scores = random_case(seed)
    names = np.random.default_rng(seed).permutation(n)
    back = np.argsort(names)
    moved = {k: (v if k == "critical" else v[back]) for k, v in columns.items()}
    other = build_graph(n, names[edges["child"]], names[edges["parent"]], edges["weight"], **moved)
    one = roll_up(build_graph(n, **edges, **columns), scores)
    two = roll_up(other, scores[back])
    assert one.score.tobytes() == two.score[names].tobytes()
    assert one.coverage.tobytes() == two.coverage[names].tobytes()
    assert one.reason.tobytes() == two.reason[names].tobytes()


@pytest.mark.parametrize("children", [3, 100, 20_001])
def test_a_row_has_the_same_bits_in_whatever_order_its_children_come(children):
    rng = np.random.default_rng(children)
    score = np.append(rng.uniform(0, 100, children - 1), np.nan)
    coverage, weight = rng.uniform(0, 1, children), 10 ** rng.uniform(-3, 3, children)
    straight = roll_up_rows(score, coverage, weight, [0, children])
    expected = np.average(score[:-1], weights=weight[:-1])
    assert straight.score[0] == pytest.approx(expected, rel=1e-9)
    for order in (rng.permutation(children) for _ in tries(20)):
        mixed = roll_up_rows(score[order], coverage[order], weight[order], [0, children])
        assert mixed.score.tobytes() == straight.score.tobytes()
        assert mixed.coverage.tobytes() == straight.coverage.tobytes()


def test_a_tiny_weight_beside_a_huge_one_still_counts_where_it_is_alone():
    assert roll_up_rows([NAN, 35.0], [0.0, 1.0], [1e300, 1e-300], [0, 2], min_coverage=0.0).score.tolist() == [35.0]


@given(st.integers(0, 2**32))
def test_a_period_among_many_has_the_bits_of_a_period_alone(seed):
    n, edges, columns, scores = random_case(seed, periods=5)
    graph = build_graph(n, **edges, **columns)
    together = roll_up(graph, scores)
    for p in range(5):
        alone = roll_up(graph, scores[:, p].copy())
        assert together.score[:, p].tobytes() == alone.score.tobytes()
        assert together.coverage[:, p].tobytes() == alone.coverage.tobytes()
        assert together.reason[:, p].tobytes() == alone.reason.tobytes()


@pytest.mark.parametrize("children", [1, 2, 7, 8, 9, 127, 128, 129, 1_000, 20_001])
@pytest.mark.parametrize("layout", ["C", "F"])
def test_a_row_has_the_same_bits_alone_in_a_batch_and_among_periods(children, layout):
    rng = np.random.default_rng(children)
    widths = [3, children, 1, children, 200]
    ptr = np.concatenate(([0], np.cumsum(widths)))
    scores = np.asarray(rng.uniform(0, 100, (ptr[-1], 3)), order=layout)
    scores[rng.random(scores.shape) < 0.1] = np.nan
    coverage = np.asarray(np.where(np.isnan(scores), 0, rng.uniform(0.5, 1, scores.shape)), order=layout)
    weight = rng.uniform(0, 1, ptr[-1])
    kinds, critical = [0, 4, 1, 0, 3], rng.random(ptr[-1]) < 0.1
    batch = roll_up_rows(scores, coverage, weight, ptr, kinds, 0.2, critical)
    for row, width in enumerate(widths):
        part = slice(ptr[row], ptr[row + 1])
        for period in range(3):
            alone = roll_up_rows(
                scores[part, period],
                coverage[part, period],
                weight[part],
                [0, width],
                kinds[row],
                0.2,
                critical[part],
            )
            assert alone.score.tobytes() == batch.score[row : row + 1, period].tobytes()
            assert alone.coverage.tobytes() == batch.coverage[row : row + 1, period].tobytes()


def test_rows_loaded_one_by_one_from_a_store_equal_the_full_pass():
    organisation = random_organisation(3_000, 5)
    n, child, parent, weight = organisation.n, organisation.child, organisation.parent, organisation.weight
    whole = roll_up(build_graph(n, child, parent, weight), organisation.scores)
    for p in np.unique(parent):
        mine = np.flatnonzero(parent == p)
        mine = mine[np.argsort(child[mine])]
        kids = child[mine]
        row = roll_up_rows(whole.score[kids], whole.passed_coverage[kids], weight[mine], [0, kids.size])
        assert row.score.tobytes() == whole.score[p : p + 1].tobytes()
        assert row.coverage.tobytes() == whole.coverage[p : p + 1].tobytes()
        assert row.reason[0] == whole.reason[p]


def test_a_row_without_children_has_no_data():
    result = roll_up_rows([50.0, 70.0], [1.0, 1.0], [1.0, 1.0], [0, 0, 2, 2])
    assert result.reason.tolist() == [Reason.NO_DATA, Reason.NONE, Reason.NO_DATA]
    assert result.score[1] == 60
