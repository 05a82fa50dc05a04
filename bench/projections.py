"""How long projected scores take: a thousand draws of all leaves through the roll-up, beside as many passes alone.

Run `python -m bench.projections`; organisations are those of `bench.rollup`, leaves go together through 48 periods.
"""

import resource
import time

import numpy as np
from bench.graphs import random_organisation
from bench.reporting import Line, parser_of, show

from hoshin.engine.projecting import STEPS, loadings, project
from hoshin.engine.rollup import build_graph, roll_up

DRAWS, PERIODS, SHARE_DRAWN = 1_000, 48, 0.9
LIMIT_SECONDS, LIMIT_PASSES, LIMIT_MEMORY = 60.0, 8.0, 1_000.0
LIMITS_FROM = 100_000


def measured(nodes: int) -> list[Line]:
    """Processor seconds for so many nodes, and how many times those of the same passes without anything drawn."""
    rng = np.random.default_rng(5)
    drawn = random_organisation(nodes, 1)
    graph = build_graph(nodes, drawn.child, drawn.parent, drawn.weight)
    leaves = graph.order[: graph.leaves]
    leaves = np.sort(leaves[rng.random(leaves.size) < SHARE_DRAWN])
    middle, spread = rng.uniform(20.0, 80.0, leaves.size), rng.uniform(1.0, 15.0, leaves.size)
    courses = np.clip(middle[:, None] + spread[:, None] * STEPS, 0.0, 100.0)
    surprises = rng.normal(size=(leaves.size, PERIODS)) + 0.5 * rng.normal(size=PERIODS)
    begun = time.process_time()
    factors = loadings(surprises).factors
    found = project(graph, drawn.scores, leaves, courses, factors, draws=DRAWS)
    taken = time.process_time() - begun
    begun = time.process_time()
    for _ in range(DRAWS // 10):
        roll_up(graph, drawn.scores)
    passes = 10.0 * (time.process_time() - begun)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    is_large = nodes >= LIMITS_FROM
    named = f"{leaves.size:,} leaves drawn, {found.widest.node.size:,} shares named"
    return [
        Line(
            f"{DRAWS:,} draws of {nodes:,} nodes", taken, "s of a processor", LIMIT_SECONDS if is_large else None, named
        ),
        Line(
            "  beside as many passes alone", taken / passes, "x", LIMIT_PASSES if is_large else None, f"{passes:.2f} s"
        ),
        Line("  memory of the process by then", held, "MB", LIMIT_MEMORY if is_large else None),
    ]


def main() -> None:
    """The smallest first, so that memory is what each size asked for."""
    parser = parser_of("bench.projections", __doc__)
    parser.add_argument("--nodes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options = parser.parse_args()
    show([line for nodes in sorted(options.nodes) for line in measured(nodes)], as_json=options.json)


if __name__ == "__main__":
    main()
