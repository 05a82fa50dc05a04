"""One scorecard held by many units: importing it, its pages, and recording one value, at few units and at many."""

import csv
import random
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.databases import count_rows, prepare
from bench.pages import growth, lines_of_page, signed_in, timed, within
from bench.reporting import Line, parser_of, show
from tests import databases

SIDES, OBJECTIVES_EACH, MEASURES_EACH = 4, 5, 4
BRANCHES_EACH = 24
PERIODS = ("2026-09", "2026-10")
PAGES = (
    "/side-by-side",
    "/side-by-side?all=yes",
    "/side-by-side?of=objective:O3&all=yes",
    "/side-by-side?of=measure:M3&all=yes&sort=-delta",
    "/side-by-side?within=R0",
    "/?unit=B0-1",
    "/?unit=R0",
    "/",
    "/measures/M3",
    "/objectives/O3",
    "/values",
)
Rows = Iterable[Sequence[Any]]


def main() -> None:
    """Import the same plan for each number of units, then time its pages in turn."""
    parser = parser_of("bench.units", __doc__)
    parser.add_argument("--units", type=int, nargs="+", default=[50, 500])
    options = parser.parse_args()
    prepare()
    with ExitStack() as stack:
        built = [_imported(stack, units) for units in options.units]
        names = [name for name, _seconds in built]
        shown = ", ".join(
            f"{units} units {taken:.1f} s" for units, (_, taken) in zip(options.units, built, strict=True)
        )
        lines = [Line("import and score the largest", built[-1][1], "s", detail=shown)]
        recorders = {name: within(name, _recorder) for name in names}
        lines.append(growth("record one actual of one unit", names, lambda name: timed(recorders[name])))
        clients = {name: within(name, signed_in) for name in names}
        for page in PAGES:
            lines += lines_of_page(page, names, clients)
    show(lines, as_json=options.json)


def _imported(stack: ExitStack, units: int) -> tuple[str, float]:
    from hoshin.accounts.access import Actor
    from hoshin.exchange.importing import import_path

    name = stack.enter_context(databases.named(f"bench_units_{units}"))
    with TemporaryDirectory() as folder:
        for sheet, rows in _sheets(units).items():
            with (Path(folder) / f"{sheet}.csv").open("w", newline="") as file:
                csv.writer(file).writerows(rows)
        begun = time.perf_counter()
        import_path(Actor.system(), Path(folder))
        taken = time.perf_counter() - begun
    count_rows()
    return name, taken


def _sheets(count: int) -> dict[str, Rows]:
    """Regions of branches under one top, which holds a hundred nodes with every unit below."""
    chance = random.Random(11)
    branches = [f"B{n // BRANCHES_EACH}-{n % BRANCHES_EACH}" for n in range(count)]
    regions = dict.fromkeys(branch.split("-")[0].replace("B", "R") for branch in branches)
    objectives = [f"O{n}" for n in range(SIDES * OBJECTIVES_EACH)]
    measures = [f"M{n}" for n in range(len(objectives) * MEASURES_EACH)]
    return {
        "organisation": [("name",), ("Generated",)],
        "units": [
            ("code", "name", "parent"),
            ("TOP", "Top", ""),
            *((region, region, "TOP") for region in regions),
            *((branch, branch, branch.split("-")[0].replace("B", "R")) for branch in branches),
        ],
        "perspectives": [("code", "name"), *((f"S{n}", f"Side {n}") for n in range(SIDES))],
        "objectives": [
            ("code", "name", "perspective"),
            *((code, code, f"S{n % SIDES}") for n, code in enumerate(objectives)),
        ],
        "measures": [
            ("code", "name", "objective", "across_units"),
            *((code, code, objectives[n // MEASURES_EACH], ("sum", "mean")[n % 2]) for n, code in enumerate(measures)),
        ],
        "targets": [("measure", "baseline", "target"), *((code, 0, 100) for code in measures)],
        "actuals": [
            ("measure", "period", "value", "unit"),
            *(
                (code, period, round(chance.uniform(0, 110), 2), branch)
                for code in measures for branch in branches for period in PERIODS
            ),
        ],
        "holdings": [("unit",), ("TOP",)],
    }  # fmt: skip


def _recorder() -> Callable[[], object]:
    from tests.worlds import NOON

    from hoshin.accounts.access import Actor
    from hoshin.base import clock
    from hoshin.base.periods import Period
    from hoshin.measures.models import Measure
    from hoshin.measures.services import record_actual
    from hoshin.org.models import Unit

    measure, unit = Measure.objects.get(code="M3"), Unit.objects.get(code="B0-1")
    actor, period, turns = Actor.system(), Period.parse("2026-10"), iter(range(1_000_000))

    def record() -> None:
        with clock.fixed(NOON):
            record_actual(actor, measure=measure, unit=unit, period=period, value=float(next(turns) % 97))

    return record


if __name__ == "__main__":
    main()
