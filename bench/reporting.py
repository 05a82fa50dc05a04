"""Figures beside their limits, as a table or as JSON: the same for every measurement."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One measured figure with its unit, the most it may be (None: no limit), and what it was made from."""

    work: str
    measured: float
    unit: str = "x"
    limit: float | None = None
    detail: str = ""
    at_least: bool = False

    @property
    def is_met(self) -> bool | None:
        if self.limit is None:
            return None
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    def as_dict(self) -> dict[str, object]:
        return asdict(self) | {"is_met": self.is_met}


def parser_of(module: str, about: str | None) -> argparse.ArgumentParser:
    """The options that every measurement has."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=about)
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    return parser


def show(lines: Sequence[Line], *, as_json: bool) -> None:
    """Print the figures."""
    print(json.dumps([line.as_dict() for line in lines], indent=2) if as_json else table(lines), flush=True)


def table(lines: Sequence[Line]) -> str:
    """The figures as lines to read."""
    widest = max((len(line.work) for line in lines), default=0)
    return "\n".join(f"  {line.work:{widest}} {_shown(line):>12} {_verdict(line):22} {line.detail}" for line in lines)


def _shown(line: Line) -> str:
    digits = 0 if line.unit == "queries" or line.measured >= 1000 else 2 if line.measured < 100 else 1
    return f"{line.measured:,.{digits}f} {line.unit}"


def _verdict(line: Line) -> str:
    if line.limit is None:
        return ""
    bound = "at least" if line.at_least else "limit"
    return f"({bound} {line.limit:,g}: {'met' if line.is_met else 'NOT MET'})"
