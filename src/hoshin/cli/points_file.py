"""Series of a file as points in time, each with a period, a number or a date and time, for watching."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from hoshin.base.periods import Frequency, NotAPeriod, Period, ordinals
from hoshin.cli.series_rows import FileRow, series_of_file
from hoshin.engine.watching import SampledValues, samples_of

_DAY = 86_400.0
# Beyond this the squares of values are no numbers any more.
_MOST = 1e150
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
    their values (NaN where one is missing), and how long its seasons may be. ``sampled``: they are means of samples."""

    name: str
    rows: tuple[int, ...]
    labels: tuple[str, ...]
    times: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]
    cycles: tuple[float, ...]
    sampled: SampledValues | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A row as it is read; `frequency` is None for plain numbers, and for a date with a time, whose `moment` it is."""

    row: int
    label: str
    at: float
    frequency: Frequency | None
    moment: float | None
    amount: float


def points_in(path: Path, *, in_samples: bool = False) -> list[Points]:
    """The series of a CSV file in the order in which they first appear; refuses with all faults of the file.

    `in_samples`: the values of a period are a sample, which is one point by its mean.
    """
    lay_out = partial(_laid_out, in_samples=in_samples)
    return series_of_file(path, lay_out, also_periods=("time", "timestamp", "datetime", "date"))


def _laid_out(name: str, rows: list[FileRow], faults: list[str], *, in_samples: bool) -> Points | None:
    read = []
    for row in rows:
        if abs(row.amount) > _MOST:
            faults.append(f"row {row.number}, column value: {row.amount:g} is too large. Write it in a larger unit.")
            continue
        try:
            read.append(_placed(row.number, row.period, row.amount))
        except NotAPeriod as error:
            faults.append(
                f"row {row.number}, column period: {error} Or write numbers, or a date with a time: 2026-07-15 14:30."
            )
    return _series(name, read, faults, in_samples) if read else None


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


def _series(name: str, rows: list[_Read], faults: list[str], in_samples: bool) -> Points:
    """The rows in the order of time. Days among dates with a time are their midnights."""
    has_moments = any(row.frequency is None and row.moment is not None for row in rows)
    kinds = {row.frequency for row in rows if not (has_moments and row.moment is not None)}
    if len(kinds) > 1 or (has_moments and kinds):
        faults.append(f"row {rows[0].row}: {name} mixes periods of different kinds, from {rows[0].label} on.")
    at = [row.moment if has_moments and row.moment is not None else row.at for row in rows]
    order = sorted(range(len(rows)), key=lambda place: at[place])
    times = np.array([at[place] for place in order])
    for place in np.flatnonzero(np.diff(times) == 0).tolist() if not has_moments and not in_samples else []:
        later = rows[order[place + 1]]
        faults.append(
            f"row {later.row}, column period: {name} has {later.label} twice. If they are a sample, say --samples."
        )
    frequency = rows[0].frequency
    cycles = (_DAY, 7 * _DAY) if has_moments else _CYCLES[frequency] if frequency is not None else ()
    if in_samples:
        return _means(name, [rows[place] for place in order], times, cycles)
    return Points(
        name,
        tuple(rows[place].row for place in order),
        tuple(rows[place].label for place in order),
        times,
        np.array([rows[place].amount for place in order]),
        cycles,
    )


def _means(name: str, rows: list[_Read], times: npt.NDArray[np.float64], cycles: tuple[float, ...]) -> Points:
    """One point for the rows of each time, at the place of the first of them."""
    starts = [place for place in range(len(rows)) if not place or times[place] != times[place - 1]]
    amounts = np.array([row.amount for row in rows])
    means, sampled = samples_of(np.split(amounts, starts[1:]))
    firsts = [rows[place] for place in starts]
    labels = tuple(row.label for row in firsts)
    return Points(name, tuple(row.row for row in firsts), labels, times[starts], means, cycles, sampled)
