"""Reads a file of points, `series,period,value` with a period, a number or a date and time: every fault at once."""

import csv
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from hoshin.base.periods import Frequency, NotAPeriod, Period, ordinals
from hoshin.cli.refusals import MOST_PROBLEMS, Refusal

_WHEN = ("period", "time", "timestamp", "datetime", "date")
_MISSING = {"", "na", "nan", "null", "none", "n/a"}
_DAY = 86_400.0
_CYCLES: dict[Frequency, tuple[float, ...]] = {
    Frequency.DAILY: (7.0,),
    Frequency.WEEKLY: (52.0,),
    Frequency.MONTHLY: (12.0,),
    Frequency.QUARTERLY: (4.0,),
    Frequency.HALF_YEARLY: (2.0,),
    Frequency.ANNUAL: (),
}


@dataclass(frozen=True, slots=True)
class Points:
    """One series in the order of time: where its rows stand in the file, when they are as written and as numbers,
    their values (NaN where one is missing), and how long its seasons may be."""

    name: str
    rows: tuple[int, ...]
    labels: tuple[str, ...]
    times: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]
    cycles: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A row as it is read; `frequency` is None for plain numbers, and for a date with a time, whose `moment` it is."""

    row: int
    label: str
    at: float
    frequency: Frequency | None
    moment: float | None
    amount: float


def points_in(path: Path) -> list[Points]:
    """The series of a CSV file in the order in which they first appear; refuses with all faults of the file."""
    faults: list[str] = []
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file)
            head = [name.strip().casefold() for name in next(reader, [])]
            when = next((name for name in _WHEN if name in head), None)
            if when is None or not {"series", "value"} <= set(head):
                raise Refusal(f"{path.name} must name the columns series, period and value in its first line.")
            read = _read(reader, [head.index(name) for name in ("series", when, "value")], faults)
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refusal(f"{path.name} cannot be read as CSV in UTF-8: {error}.") from None
    found = [_series(name, rows, faults) for name, rows in read.items()]
    if faults:
        more = [f"  … and {len(faults) - MOST_PROBLEMS:,} more."] if len(faults) > MOST_PROBLEMS else []
        told = [f"{path.name} has {len(faults):,} faults:", *(f"  {fault}" for fault in faults[:MOST_PROBLEMS]), *more]
        raise Refusal("\n".join(told))
    return found


def _read(reader: Iterator[list[str]], places: list[int], faults: list[str]) -> dict[str, list[_Read]]:
    read: dict[str, list[_Read]] = defaultdict(list)
    for number, cells in enumerate(reader, 2):
        if not any(cell.strip() for cell in cells):
            continue
        name, label, value = (cells[place].strip() if place < len(cells) else "" for place in places)
        if not name:
            faults.append(f"row {number}, column series: there is no name.")
            continue
        try:
            amount = math.nan if value.casefold() in _MISSING else float(value)
        except ValueError:
            amount = math.inf
        if math.isinf(amount):
            faults.append(f"row {number}, column value: {value!r} is not a number. Leave a missing value empty.")
            continue
        try:
            read[name].append(_placed(number, label, amount))
        except NotAPeriod as error:
            faults.append(
                f"row {number}, column period: {error} Or write numbers, or a date with a time: 2026-07-15 14:30."
            )
    return read


def _placed(row: int, label: str, amount: float) -> _Read:
    try:
        at = float(label)
        if math.isfinite(at):
            return _Read(row, label, at, None, None, amount)
    except ValueError:
        pass
    try:
        period = Period.parse(label)
    except NotAPeriod:
        try:
            moment = datetime.fromisoformat(label)
        except ValueError:
            raise NotAPeriod("%(text)s is neither a period nor a date.", text=repr(label)) from None
        stamp = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
        return _Read(row, label, stamp, None, stamp, amount)
    start = np.array([period.start], "datetime64[D]")
    midnight = float(start.astype("datetime64[s]").astype(np.int64)[0]) if period.frequency is Frequency.DAILY else None
    return _Read(row, label, float(ordinals(start, period.frequency)[0]), period.frequency, midnight, amount)


def _series(name: str, rows: list[_Read], faults: list[str]) -> Points:
    """The rows in the order of time. Days among dates with a time are their midnights."""
    has_moments = any(row.frequency is None and row.moment is not None for row in rows)
    kinds = {row.frequency for row in rows if not (has_moments and row.moment is not None)}
    if len(kinds) > 1 or (has_moments and kinds):
        faults.append(f"row {rows[0].row}: {name} mixes periods of different kinds, from {rows[0].label} on.")
    at = [row.moment if has_moments and row.moment is not None else row.at for row in rows]
    order = sorted(range(len(rows)), key=lambda place: at[place])
    times = np.array([at[place] for place in order])
    for place in np.flatnonzero(np.diff(times) == 0).tolist() if not has_moments else []:
        later = rows[order[place + 1]]
        faults.append(f"row {later.row}, column period: {name} has {later.label} twice.")
    frequency = rows[0].frequency
    cycles = (_DAY, 7 * _DAY) if has_moments else _CYCLES[frequency] if frequency is not None else ()
    return Points(
        name,
        tuple(rows[place].row for place in order),
        tuple(rows[place].label for place in order),
        times,
        np.array([rows[place].amount for place in order]),
        cycles,
    )
