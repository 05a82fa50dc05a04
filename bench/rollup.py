"""How fast scores roll up, beside a plain copy of the inputs, plain Python, pandas and networkx.

Run `python -m bench.rollup`; every figure of a size is the median of interleaved runs in one process.
"""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from bench.graphs import RandomOrganisation, random_organisation
from bench.reporting import Line, parser_of, show

from hoshin.engine.rollup import Graph, build_graph, roll_up
from hoshin.engine.scoring import DEFAULT_CUTS, METHOD_NAMES, ScoreInputs, score_values

SIZES = (1_000, 10_000, 100_000, 1_000_000)
COPY_LIMIT = 12.0
LIMITS_FROM = 1_000_000
REFERENCE_LIMIT = 50.0
SLOW_FROM = 100_000
MEASURED_METHODS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Figures:
    """Median seconds of each contestant at one size; `plain_both` does what `both` does, in plain Python."""

    nodes: int
    edges: int
    build: float
    copy_rollup: float
    rollup: float
    copy_both: float
    score: float
    both: float
    plain_both: float
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


def score_and_roll_up(graph: Graph, columns: dict[str, np.ndarray]) -> dict[str, Callable[[], object]]:
    """Contestants that score the leaves first."""
    leaves = np.sort(graph.order[: graph.leaves])
    read = [*columns.values(), leaves, *rollup_columns(graph, np.empty(0))[1:]]

    def score() -> np.ndarray:
        return score_values(ScoreInputs(**columns)).score

    def both() -> np.ndarray:
        scores = np.full(graph.n, np.nan)
        scores[leaves] = score()
        return roll_up(graph, scores).score

    return {"copy_both": copying(read), "score": score, "both": both}


def plain_python(
    organisation: RandomOrganisation, graph: Graph, columns: dict[str, np.ndarray]
) -> dict[str, Callable[[], np.ndarray]]:
    """The reference of the tests, dictionaries and loops: the roll-up alone, and scoring with it."""
    from tests.engine.reference_rollup import nodes_of, roll_up_plain
    from tests.engine.reference_scoring import score_row

    nodes = nodes_of(organisation.n, organisation.child, organisation.parent, organisation.weight)
    leaf_scores = organisation.scores.tolist()
    leaves = np.sort(graph.order[: graph.leaves]).tolist()
    numbers = {name: column.tolist() for name, column in columns.items() if name != "method"}
    absent = dict.fromkeys(("worst", "best", "tolerance"), np.nan)
    rows = [absent | dict(zip(numbers, row)) for row in zip(*numbers.values())]
    methods = [METHOD_NAMES[method] for method in columns["method"].tolist()]

    def rolled_up(scores: list[float]) -> np.ndarray:
        done = roll_up_plain(nodes, scores)
        return np.array([np.nan if done[i][0] is None else done[i][0] for i in range(organisation.n)])

    def both() -> np.ndarray:
        scores = [np.nan] * organisation.n
        for leaf, method, row in zip(leaves, methods, rows):
            scores[leaf] = score_row(method, row, DEFAULT_CUTS.red, DEFAULT_CUTS.green)[0]
        return rolled_up(scores)

    return {"plain_both": both, "plain_python": lambda: rolled_up(leaf_scores)}


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


def checked(name: str, run: Callable[[], object], wanted: object, rounds: int) -> float:
    """Median seconds of a peer that takes seconds itself; AssertionError where it comes to other scores."""
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        found = run()
        seconds.append(time.perf_counter() - start)
        assert np.allclose(found, wanted, equal_nan=True, atol=1e-9), f"{name} disagrees"
    return statistics.median(seconds)


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
    inputs = scoring_columns(graph.leaves, seed)
    scoring = score_and_roll_up(graph, inputs)
    assert np.isfinite(scoring["score"]()).sum() > 0.9 * graph.leaves, "the measures of the benchmark must get scores"
    slow = {
        "pandas": with_pandas(organisation, graph),
        "networkx": with_networkx(organisation),
        **plain_python(organisation, graph, inputs),
    }
    # The millions of objects that wait for their turn must not be walked through by the collector in the turn of another.
    gc.collect()
    gc.freeze()
    taken = medians(quick | scoring, 15 if nodes >= SLOW_FROM else 101)
    for name, run in slow.items():
        wanted = scoring["both"]() if name == "plain_both" else expected
        taken[name] = checked(name, run, wanted, 1 if nodes > SLOW_FROM else 5)
    gc.unfreeze()
    return Figures(nodes, organisation.child.size, built, **taken)


def _line(name: str, seconds: float, note: str = "") -> str:
    return f"  {name:<44}{seconds * 1e3:12.3f} ms  {note}"


def _against_copy(nodes: int, seconds: float, copying: float) -> str:
    verdict = "no limit at this size"
    if nodes >= LIMITS_FROM:
        verdict = f"limit {COPY_LIMIT:.0f}: {'met' if seconds <= COPY_LIMIT * copying else 'NOT MET'}"
    return f"{seconds / copying:6.1f} x its copy ({verdict})"


def _against_python(f: Figures) -> str:
    ratio = f.plain_both / f.both
    verdict = "no limit at this size"
    if f.nodes >= LIMITS_FROM:
        verdict = f"limit {REFERENCE_LIMIT:.0f}: {'met' if ratio >= REFERENCE_LIMIT else 'NOT MET'}"
    return f"{ratio:6.0f} x score and roll-up ({verdict})"


def report(figures: Figures) -> str:
    """The figures of one size as lines to read."""
    f = figures
    peers = {
        name: f"{taken / f.rollup:6.0f} x the roll-up"
        for name, taken in (("pandas", f.pandas), ("networkx", f.networkx), ("python", f.plain_python))
    }
    return "\n".join(
        [
            f"{f.nodes:,} nodes, {f.edges:,} contributions (graph built in {f.build * 1e3:.1f} ms)",
            _line("copy of the roll-up's inputs", f.copy_rollup),
            _line("roll-up", f.rollup, _against_copy(f.nodes, f.rollup, f.copy_rollup)),
            _line("copy of all inputs", f.copy_both),
            _line("score", f.score),
            _line("score and roll-up", f.both, _against_copy(f.nodes, f.both, f.copy_both)),
            _line("plain Python reference, score and roll-up", f.plain_both, _against_python(f)),
            _line("plain Python reference, roll-up alone", f.plain_python, peers["python"]),
            _line("pandas, groupby by level", f.pandas, peers["pandas"]),
            _line("networkx, topological loop", f.networkx, peers["networkx"]),
        ]
    )


def lines_of(f: Figures) -> list[Line]:
    """The figures of one size beside their limits, which hold from a million nodes on."""
    is_limited = f.nodes >= LIMITS_FROM
    work, shown = f"{f.nodes:,} nodes", f"{f.both * 1e3:.2f} ms"
    return [
        Line(
            f"score and roll-up of {work}, against a copy",
            f.both / f.copy_both,
            "x",
            COPY_LIMIT if is_limited else None,
            shown,
        ),
        Line(
            f"score and roll-up of {work} in plain Python, against ours",
            f.plain_both / f.both,
            "x",
            REFERENCE_LIMIT if is_limited else None,
            f"{f.plain_both:.2f} s",
            at_least=True,
        ),
        Line(
            f"plain Python for {work}, against the roll-up",
            f.plain_python / f.rollup,
            "x",
            None,
            f"{f.plain_python:.2f} s",
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
