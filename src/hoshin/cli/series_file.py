"""Series of a file laid out period by period, for forecasts."""

import functools
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from hoshin.base.periods import Frequency, NotAPeriod, Period, ordinals, period_at
from hoshin.cli.series_rows import FileRow, series_of_file

# A series of which nine in ten periods are missing is no series of that frequency.
_LEAST_FULL = 0.1


@dataclass(frozen=True, slots=True)
class FileSeries:
    """One series: its values in order, NaN where a period is missing; `frequency` is None for plain numbers."""

    name: str
    frequency: Frequency | None
    first: int
    step: int
    values: npt.NDArray[np.float64]

    def label(self, place: int) -> str:
        """The period at that place; places beyond the last are those to come."""
        at = self.first + place * self.step
        return str(at) if self.frequency is None else str(period_at(at, self.frequency))


def series_in(path: Path) -> list[FileSeries]:
    """The series of a CSV file in the order in which they first appear; refuses with all faults of the file."""
    return series_of_file(path, _laid_out)


def _laid_out(name: str, rows: list[FileRow], faults: list[str]) -> FileSeries | None:
    """The series with its periods in order; None where something is wrong, which is then among the faults."""
    before = len(faults)
    places: dict[int, float] = {}
    kinds: Counter[Frequency | None] = Counter()
    for row in rows:
        try:
            frequency, at = _place(row.period)
        except NotAPeriod as error:
            faults.append(f"row {row.number}, column period: {error} Whole numbers in order will do as well.")
            continue
        kinds[frequency] += 1
        if at in places and kinds[frequency] > 1:
            faults.append(f"row {row.number}, column period: {name} has {row.period} twice.")
        places[at] = row.amount
    if len(kinds) > 1:
        mixed = ", ".join("plain numbers" if kind is None else kind.value for kind in kinds)
        faults.append(f"row {rows[0].number}: {name} mixes periods of different lengths ({mixed}).")
    if len(faults) > before or not places:
        return None
    return _filled(name, next(iter(kinds)), places, faults)


def _filled(name: str, frequency: Frequency | None, places: dict[int, float], faults: list[str]) -> FileSeries | None:
    ordered = sorted(places)
    gaps = np.diff(ordered)
    step = int(Counter(gaps.tolist()).most_common(1)[0][0]) if frequency is None and len(gaps) else 1
    if (gaps % step).any():
        faults.append(
            f"{name} is irregular: its numbers are not evenly spaced. Number the periods one after the other, and leave "
            "out those that are missing."
        )
        return None
    length = (ordered[-1] - ordered[0]) // step + 1
    if len(ordered) < _LEAST_FULL * length:
        faults.append(
            f"{name} is irregular: {len(ordered):,} of {length:,} periods are there. Write longer periods, such as months "
            "instead of days."
        )
        return None
    values = np.full(length, np.nan)
    values[[(at - ordered[0]) // step for at in ordered]] = [places[at] for at in ordered]
    return FileSeries(name, frequency, ordered[0], step, values)


def _whole(text: str) -> str:
    """A whole number without the .0 that other programs write after it."""
    number, point, rest = text.partition(".")
    return number if point and rest.strip("0") == "" and rest else text


@functools.lru_cache(maxsize=100_000)
def _place(text: str) -> tuple[Frequency | None, int]:
    """The frequency and the number of a period; years of four digits are numbers too, and mean the same as such."""
    try:
        return None, int(_whole(text))
    except ValueError:
        period = Period.parse(text)
    return period.frequency, int(ordinals(np.array([period.start], "datetime64[D]"), period.frequency)[0])
