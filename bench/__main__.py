"""All measurements, one after the other, each in a process of its own: python -m bench [--json] [--quick]."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from bench.reporting import Line, table

PARTS = (
    ("Score and roll-up in memory", ["bench.rollup"], ["--nodes", "10000", "100000"]),
    ("Forecasts", ["bench.forecasts"], ["--series", "1000"]),
    ("Projected scores", ["bench.projections"], ["--nodes", "1000", "10000"]),
    ("Columns from PostgreSQL", ["bench.columns"], ["--rows", "500000"]),
    ("Recording and pages, from the smallest to the largest", ["bench.product"], ["--nodes", "1000", "10000"]),
    ("Pages of foresight, from the smallest to the largest", ["bench.foresight"], ["--nodes", "1000", "10000"]),
    ("What if, beside an actual that is recorded", ["bench.what_if"], ["--nodes", "1000", "10000"]),
    ("Pages of people, from the fewest to the most", ["bench.people"], ["--people", "1000", "10000"]),
    ("Reviews, from the fewest people to the most", ["bench.reviews"], ["--people", "1000", "10000"]),
    ("Pages of growth, from the fewest people to the most", ["bench.growing"], ["--people", "1000", "10000"]),
    ("One scorecard held by many units", ["bench.units"], ["--units", "20", "100"]),
    ("Series watched", ["bench.watching"], ["--seeds", "1", "--measures", "1000"]),
    ("A survey of everybody", ["bench.surveys"], ["--people", "2000", "--answers", "1200"]),
    ("Raters of reviews", ["bench.ratings"], ["--ratings", "2000", "20000"]),
    ("Imports", ["bench.imports"], ["--rows", "10000", "--book-rows", "5000"]),
    ("Requests a second", ["bench.load"], ["--answers", "160"]),
    ("Recording beside others", ["bench.recording"], ["--seconds", "2", "--spells", "1"]),
    ("Checking in beside others", ["bench.checking_in"], ["--seconds", "2", "--spells", "1"]),
    ("A newcomer with a stopwatch", ["bench.newcomer"], []),
    ("Pages under pressure", ["bench.pressure"], ["--rows", "10000"]),
    ("Kills at random", ["bench.kills"], ["--kills", "4"]),
    ("A full disk", ["bench.full_disk"], []),
)


def main() -> int:
    """Run every part and show its figures beside their limits; the exit code says whether all could be measured."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="figures as one JSON document instead of tables")
    parser.add_argument("--to", type=Path, help="a file for the figures as JSON, besides the tables")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, for a first impression")
    options = parser.parse_args()
    found: dict[str, list[dict[str, object]]] = {}
    is_broken = False
    for title, module, quick in PARTS:
        command = [sys.executable, "-W", "ignore", "-m", *module, *(quick if options.quick else []), "--json"]
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
        is_broken |= done.returncode != 0
        found[title] = json.loads(done.stdout) if done.returncode == 0 else []
        if not options.json:
            print(f"\n{title}\n{_table(found[title])}", flush=True)
    document = json.dumps(found, indent=2)
    if options.json:
        print(document)
    if options.to:
        options.to.parent.mkdir(parents=True, exist_ok=True)
        options.to.write_text(document)
        print(f"\nThe same as JSON: {options.to}", file=sys.stderr)
    return int(is_broken)


def _table(figures: list[dict[str, object]]) -> str:
    names = Line.__dataclass_fields__
    shown = [Line(**{name: figure[name] for name in names}) for figure in figures]  # type: ignore[arg-type]
    return table(shown) if shown else "  could not be measured"


if __name__ == "__main__":
    sys.exit(main())
