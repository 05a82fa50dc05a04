"""An independent reader of the Canadian Indicator Framework files: nothing of the product is used here."""

import csv
import math
from dataclasses import dataclass
from pathlib import Path

import hoshin

FOLDER = Path(hoshin.__file__).parent / "demo_data" / "canada"
NOT_DISAGGREGATION = {"Year", "Series", "Units", "GeoCode", "Value"}


@dataclass(frozen=True)
class Series:
    code: str
    goal: str
    direction: int
    base_year: float
    target: float
    target_year: float
    limit: float
    values: dict[int, float]


def read_series() -> list[Series]:
    with (FOLDER / "indicators.csv").open(encoding="utf-8-sig", newline="") as file:
        return [_series(row) for row in csv.DictReader(file)]


def read_published() -> dict[str, dict[str, str]]:
    with (FOLDER / "published.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def _series(row: dict[str, str]) -> Series:
    return Series(
        row["code"],
        row["goal"],
        1 if row["direction"] == "higher" else -1,
        *(_number(row[name]) for name in ("base_year", "target", "target_year", "limit")),
        _headline(row),
    )


def _headline(listed: dict[str, str]) -> dict[int, float]:
    values: dict[int, float] = {}
    with (FOLDER / listed["file"]).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            other_series = listed["series"] and row["Series"] != listed["series"]
            other_units = listed["units"] and row["Units"] != listed["units"]
            part = any(text for name, text in row.items() if name not in NOT_DISAGGREGATION)
            if other_series or other_units or part or row["Value"] == "":
                continue
            year = int(row["Year"][:4])
            assert year not in values, f"{listed['code']} has two headline values for {year}"
            values[year] = float(row["Value"])
    return values


def _number(text: str) -> float:
    return float(text) if text else math.nan
