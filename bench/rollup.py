"""How fast scores roll up, beside a plain copy of the inputs, plain Python, pandas and networkx.

Run `python -m bench.rollup`; every figure of a size is the median of interleaved runs in one process.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from bench.graphs import RandomOrganisation, random_organisation
from bench.reporting import Line, parser_of, show

from hoshin.engine.rollup import Graph, build_graph, roll_up

SIZES = (1_000, 10_000, 100_000, 1_000_000)
COPY_LIMIT = 12.0
LIMITS_FROM = 1_000_000
REFERENCE_LIMIT = 50.0
SLOW_FROM = 100_000
MEASURED_METHODS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Figures:
    """Median seconds of each contestant at one size; None where scoring is absent."""

    nodes: int
    edges: int
    build: float
    copy_rollup: float
    rollup: float
    copy_both: float | None
    score: float | None
    both: float | None
    plain_python: float
    pandas: float
    networkx: float


def rollup_columns(graph: Graph, scores: np.ndarray) -> list[np.ndarray]:
    """Every array that one full pass reads."""
    return [
        scores,
        graph.order,
        graph.rank,
        graph.ptr,
        graph.child,
        graph.whole_weight,
        graph.weight_total,
        graph.min_coverage,
        graph.aggregator,
    ]


def copying(columns: list[np.ndarray]) -> Callable[[], None]:
    """A copy into memory that is already there: the fastest that NumPy copies."""
    targets = [np.empty_like(column) for column in columns]

    def run() -> None:
        for target, column in zip(targets, columns):
            np.copyto(target, column)

    return run


def scoring_columns(size: int, seed: int) -> dict[str, np.ndarray]:
    """Columns of measures scored by attainment, ratio to target and thresholds, one in twenty missing."""
    rng = np.random.default_rng(seed)
    baseline = rng.uniform(0, 50, size)
    target = baseline + rng.uniform(10, 60, size)
    value = baseline + rng.uniform(-0.2, 1.2, size) * (target - baseline)
    value[rng.random(size) < 0.05] = np.nan
    return {
        "method": rng.choice(MEASURED_METHODS, size, p=[0.6, 0.2, 0.2]).astype(np.uint8),
        "value": value,
        "direction": np.ones(size, np.int8),
        "baseline": baseline,
        "target": target,
        "red": baseline,
        "green": target,
    }


def score_and_roll_up(graph: Graph, seed: int) -> tuple[dict[str, Callable[[], object]], int]:
    """Contestants that score the leaves first, and how many leaves got a score; none without scoring."""
    try:
        from hoshin.engine.scoring import ScoreInputs, score_values
    except ImportError:
        return {}, 0
    leaves = np.sort(graph.order[: graph.leaves])
    columns = scoring_columns(leaves.size, seed)
    read = [*columns.values(), leaves, *rollup_columns(graph, np.empty(0))[1:]]

    def score() -> np.ndarray:
        return score_values(ScoreInputs(**columns)).score

    def both() -> object:
        scores = np.full(graph.n, np.nan)
        scores[leaves] = score()
        return roll_up(graph, scores)

    contestants = {"copy_both": copying(read), "score": score, "both": both}
    return contestants, int(np.isfinite(score()).sum())


def plain_python(organisation: RandomOrganisation) -> Callable[[], np.ndarray]:
    """The reference of the tests: dictionaries and loops."""
    from tests.engine.reference_rollup import nodes_of, roll_up_plain

    nodes = nodes_of(organisation.n, organisation.child, organisation.parent, organisation.weight)
    leaf_scores = organisation.scores.tolist()

    def run() -> np.ndarray:
        done = roll_up_plain(nodes, leaf_scores)
        return np.array([np.nan if done[i][0] is None else done[i][0] for i in range(organisation.n)])

    return run


def with_pandas(organisation: RandomOrganisation, graph: Graph) -> Callable[[], np.ndarray]:
    """The same pass as one groupby for each level over a frame of edges."""
    import pandas as pd

    frame = pd.DataFrame({"child": organisation.child, "parent": organisation.parent, "w": organisation.weight})
    heights = graph.heights
    levels = [frame[heights[organisation.parent] == h] for h in range(1, int(heights.max()) + 1)]
    leaf = heights == 0

    def run() -> np.ndarray:
        score = np.where(leaf, organisation.scores, np.nan)
        passed = (~np.isnan(score)).astype(float)
        for level in levels:
            x = score[level["child"].to_numpy()]
            w = level["w"].to_numpy()
            acting = np.where(np.isnan(x), 0.0, w)
            sums = (
                pd.DataFrame(
                    {
                        "parent": level["parent"],
                        "num": acting * np.nan_to_num(x),
                        "den": acting,
                        "cov": w * passed[level["child"].to_numpy()],
                        "w": w,
                    }
                )
                .groupby("parent", sort=False)
                .sum()
            )
            coverage = (sums["cov"] / sums["w"]).to_numpy()
            enough = coverage >= 0.5 - 1e-12
            with np.errstate(invalid="ignore"):
                score[sums.index] = np.where(enough, (sums["num"] / sums["den"]).to_numpy(), np.nan)
            passed[sums.index] = np.where(enough, coverage, 0.0)
        return score

    return run


def with_networkx(organisation: RandomOrganisation) -> Callable[[], np.ndarray]:
    """The same pass as a loop over networkx's topological order."""
    import networkx as nx

    network = nx.DiGraph()
    network.add_nodes_from(range(organisation.n))
    columns = (organisation.child.tolist(), organisation.parent.tolist(), organisation.weight.tolist())
    network.add_weighted_edges_from(zip(*columns))
    leaf_scores = organisation.scores.tolist()

    def run() -> np.ndarray:
        score, passed = leaf_scores.copy(), [0.0] * organisation.n
        for node in nx.topological_sort(network):
            below = network.pred[node]
            if not below:
                passed[node] = float(score[node] == score[node])
                continue
            num = den = reported = total = 0.0
            for child, edge in below.items():
                w = edge["weight"]
                total += w
                reported += w * passed[child]
                if score[child] == score[child]:
                    num += w * score[child]
                    den += w
            enough = den > 0 and reported / total >= 0.5 - 1e-12
            score[node] = num / den if enough else float("nan")
            passed[node] = reported / total if enough else 0.0
        return np.array(score)

    return run


def medians(contestants: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each contestant over rounds in which all take turns, after one round unmeasured."""
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in range(rounds + 1):
        for name, run in contestants.items():
            start = time.perf_counter()
            run()
            if turn:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def measure(nodes: int, seed: int = 1) -> Figures:
    """All figures for one size; AssertionError where a peer comes to other scores."""
    organisation = random_organisation(nodes, seed)
    start = time.perf_counter()
    graph = build_graph(nodes, organisation.child, organisation.parent, organisation.weight)
    built = time.perf_counter() - start
    expected = roll_up(graph, organisation.scores).score
    columns = rollup_columns(graph, organisation.scores)
    quick: dict[str, Callable[[], object]] = {
        "copy_rollup": copying(columns),
        "rollup": lambda: roll_up(graph, organisation.scores),
    }
    scoring, scored = score_and_roll_up(graph, seed)
    assert not scoring or scored > 0.9 * graph.leaves, "the measures of the benchmark must get scores"
    slow = {
        "pandas": with_pandas(organisation, graph),
        "networkx": with_networkx(organisation),
        "plain_python": plain_python(organisation),
    }
    for name, run in slow.items():
        assert np.allclose(run(), expected, equal_nan=True, atol=1e-9), f"{name} disagrees"
    taken = medians(quick | scoring, 15 if nodes >= SLOW_FROM else 101)
    taken |= medians(slow, 1 if nodes > SLOW_FROM else 5)
    absent = {"copy_both": None, "score": None, "both": None}
    return Figures(nodes, organisation.child.size, built, **(absent | taken))


def _line(name: str, seconds: float | None, note: str = "") -> str:
    shown = "not run" if seconds is None else f"{seconds * 1e3:12.3f} ms"
    return f"  {name:<34}{shown:>16}  {note}"


def _against_copy(nodes: int, seconds: float | None, copying: float | None) -> str:
    if seconds is None or copying is None:
        return ""
    verdict = "no limit at this size"
    if nodes >= LIMITS_FROM:
        verdict = f"limit {COPY_LIMIT:.0f}: {'met' if seconds <= COPY_LIMIT * copying else 'NOT MET'}"
    return f"{seconds / copying:6.1f} x its copy ({verdict})"


def _against_python(f: Figures) -> str:
    """The reference only rolls up, so that it is compared with scoring and roll-up flatters nobody but it."""
    ratio = f.plain_python / (f.both or f.rollup)
    verdict = "no limit at this size"
    if f.nodes >= LIMITS_FROM:
        verdict = f"limit {REFERENCE_LIMIT:.0f}: {'met' if ratio >= REFERENCE_LIMIT else 'NOT MET'}"
    return f"{f.plain_python / f.rollup:6.0f} x the roll-up, {ratio:.0f} x score and roll-up ({verdict})"


def report(figures: Figures) -> str:
    """The figures of one size as lines to read."""
    f = figures
    peers = {
        name: f"{taken / f.rollup:6.0f} x the roll-up"
        for name, taken in (("pandas", f.pandas), ("networkx", f.networkx))
    }
    return "\n".join(
        [
            f"{f.nodes:,} nodes, {f.edges:,} contributions (graph built in {f.build * 1e3:.1f} ms)",
            _line("copy of the roll-up's inputs", f.copy_rollup),
            _line("roll-up", f.rollup, _against_copy(f.nodes, f.rollup, f.copy_rollup)),
            _line("copy of all inputs", f.copy_both),
            _line("score", f.score),
            _line("score and roll-up", f.both, _against_copy(f.nodes, f.both, f.copy_both)),
            _line("plain Python reference, roll-up", f.plain_python, _against_python(f)),
            _line("pandas, groupby by level", f.pandas, peers["pandas"]),
            _line("networkx, topological loop", f.networkx, peers["networkx"]),
        ]
    )


def lines_of(f: Figures) -> list[Line]:
    """The figures of one size beside their limits, which hold from a million nodes on."""
    is_limited = f.nodes >= LIMITS_FROM
    copy, ours = (f.copy_rollup, f.rollup) if f.both is None else (f.copy_both, f.both)
    work, shown = f"{f.nodes:,} nodes", f"{ours * 1e3:.2f} ms"
    return [
        Line(
            f"score and roll-up of {work}, against a copy", ours / copy, "x", COPY_LIMIT if is_limited else None, shown
        ),
        Line(
            f"plain Python for {work}, against score and roll-up",
            f.plain_python / ours,
            "x",
            REFERENCE_LIMIT if is_limited else None,
            f"{f.plain_python:.2f} s",
            at_least=True,
        ),
        Line(f"pandas for {work}, against the roll-up", f.pandas / f.rollup, "x", None, f"{f.pandas:.2f} s"),
        Line(f"networkx for {work}, against the roll-up", f.networkx / f.rollup, "x", None, f"{f.networkx:.2f} s"),
    ]


def main() -> None:
    parser = parser_of("bench.rollup", "Time the roll-up beside a copy of its inputs and its peers.")
    parser.add_argument("--nodes", type=int, nargs="+", default=SIZES)
    arguments = parser.parse_args()
    figures = []
    for nodes in arguments.nodes:
        figures.append(measure(nodes))
        if not arguments.json:
            print(report(figures[-1]), flush=True)
    if arguments.json:
        show([line for one in figures for line in lines_of(one)], as_json=True)


if __name__ == "__main__":
    main()
