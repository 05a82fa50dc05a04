"""All measurements, one after the other, each in a process of its own: python -m bench [--json] [--quick]."""

import argparse
import subprocess
import sys

PARTS = (
    ("Score and roll-up in memory", ["bench.rollup"], ["--nodes", "10000", "100000"]),
    ("Columns from PostgreSQL", ["bench.columns"], ["--rows", "500000"]),
    ("Recording and pages", ["bench.product"], ["--nodes", "1000", "10000"]),
)


def main() -> int:
    """Run every part and pass its figures on; the exit code is the worst of theirs."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="figures as JSON, one document a part")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, for a first impression")
    options = parser.parse_args()
    worst = 0
    for title, module, quick in PARTS:
        if not options.json:
            print(f"\n{title}", flush=True)
        command = [sys.executable, "-m", *module, *(quick if options.quick else [])]
        worst = max(worst, subprocess.run([*command, *(["--json"] if options.json else [])], check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
