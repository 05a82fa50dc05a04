"""How good forecasts are beside Naive2 and Theta, how often their bands hold, and how long they take.

Series are drawn from families (walks, trends, damped and local trends, growth, cycles, shifts of level, with seasons or
without) in the lengths of a public competition, and beside them stand the yearly series of the demonstration. Run
`python -m bench.forecasts`; nothing is fitted to what is held back.
"""

import csv
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from bench.reporting import Line, parser_of, show

from hoshin.engine.forecasting import Forecaster, errors, forecast, naive_scale
from hoshin.engine.forecasting.members import members
from hoshin.engine.forecasting.series import ending_last

FAMILIES = ("walk", "trend", "local", "damped", "growth", "ar", "shift", "cycle")
PUBLISHED = Path(__file__).parents[1] / "src/hoshin/demo_data/canada/raw"
WANTED = {"yearly": (14, 41, 6, 1), "quarterly": (16, 64, 8, 4), "monthly": (48, 126, 18, 12)}
BAND = (0.72, 0.88)


@dataclass(frozen=True, slots=True)
class Held:
    """Series (n, periods) that end in their last value, and what came after it (n, horizon)."""

    name: str
    cycle: int
    history: np.ndarray
    came: np.ndarray


def drawn(name: str, count: int, seed: int) -> Held:
    """So many series of one frequency, of all families in turn."""
    rng = np.random.default_rng(seed)
    shortest, longest, horizon, cycle = WANTED[name]
    rows = []
    while len(rows) < count:
        length = int(rng.integers(shortest, longest + 1)) + horizon
        row = _drawn(rng, FAMILIES[len(rows) % len(FAMILIES)], length, cycle)
        # One that would end near nothing is drawn anew: relative errors would say little.
        if row.min() > 0.15 * row.max():
            rows.append(row)
    return _held(name, rows, horizon, cycle)


def _drawn(rng: np.random.Generator, family: str, length: int, cycle: int) -> np.ndarray:
    level = rng.uniform(1000, 8000)
    size = level * rng.choice([0.01, 0.02, 0.04, 0.08]) * min(1.0, 6.0 / length**0.5)
    t, noise = np.arange(length), rng.normal(0.0, size, length)
    match family:
        case "walk":
            row = level + np.cumsum(noise + rng.normal(0.0, 0.4) * size)
        case "trend":
            row = level + rng.normal(0.5, 0.7) * size * t + noise
        case "local":
            slope = np.cumsum(rng.normal(0.0, 0.15 * size, length)) + rng.normal(0.2, 0.3) * size
            row = level + np.cumsum(slope + 0.4 * noise) + rng.normal(0.0, 0.5 * size, length)
        case "damped":
            row = level + rng.normal(0.0, 1.5) * size * np.cumsum(rng.uniform(0.85, 0.97) ** t) + np.cumsum(0.4 * noise)
        case "growth":
            row = level * np.exp(rng.normal(0.03, 0.03) / cycle**0.8 * t + np.cumsum(rng.normal(0.0, 0.02, length)))
        case "ar":
            row, kept = np.empty(length), rng.uniform(0.3, 0.9)
            for i in range(length):
                row[i] = (kept * row[i - 1] if i else 0.0) + noise[i]
            row += level
        case "shift":
            row = level + np.cumsum(0.2 * noise) + rng.normal(0.0, size, length)
            for place in rng.integers(0, length, rng.integers(1, 3)):
                row[place:] += rng.normal(0.0, 5.0) * size
        case _:
            wave = 2.0 * np.pi * t / (cycle * rng.uniform(4.0, 9.0)) + rng.uniform(0.0, 6.0)
            row = level + 4.0 * size * np.sin(wave) + np.cumsum(0.5 * noise)
    if cycle > 1 and rng.random() < 0.7:
        factors = rng.normal(0.0, 1.0, cycle)
        factors = (factors - factors.mean()) / factors.std() * rng.choice([0.02, 0.05, 0.1, 0.2])
        row = row * (1.0 + factors[t % cycle]) if rng.random() < 0.7 else row + level * factors[t % cycle]
    return row


def published() -> Held:
    """The yearly series of the demonstration that have fourteen values or more in a row, above 0."""
    rows = []
    for path in sorted(PUBLISHED.glob("*.csv")):
        series: dict[tuple[str, ...], dict[int, float]] = defaultdict(dict)
        with path.open(encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                if row.get("Value") and row["Year"].isdigit():
                    key = tuple(str(cell) for name, cell in row.items() if name not in ("Year", "Value"))
                    series[key][int(row["Year"])] = float(row["Value"])
        rows += [row for values in series.values() if len(row := _longest_run(values)) >= 14 and row.min() > 0]
    return _held("published", rows, 4, 1)


def _longest_run(values: dict[int, float]) -> np.ndarray:
    years = np.array(sorted(values))
    runs = np.split(years, np.flatnonzero(np.diff(years) != 1) + 1)
    return np.array([values[year] for year in max(runs, key=len)])


def _held(name: str, rows: list[np.ndarray], horizon: int, cycle: int) -> Held:
    width = max(len(row) for row in rows) - horizon
    history = np.full((len(rows), width), np.nan)
    for place, row in enumerate(rows):
        history[place, width + horizon - len(row) :] = row[:-horizon]
    return Held(name, cycle, history, np.stack([row[-horizon:] for row in rows]))


def quality(held: Held) -> list[Line]:
    """OWA over all series against Naive2 and Theta, and the share of values inside the 80 % band."""
    horizon = held.came.shape[1]
    found = forecast(held.history, horizon, held.cycle)
    plain = members(ending_last(held.history), horizon, held.cycle)
    naive, theta = plain.mean[Forecaster.NAIVE], plain.mean[Forecaster.THETA]
    ours, theirs = _owa(found.mean, naive, held), _owa(theta, naive, held)
    inside = (held.came >= found.quantiles(0.1)) & (held.came <= found.quantiles(0.9))
    detail = f"{len(held.came)} series, horizon {horizon}"
    share = float(inside.mean())
    lines = [
        Line(f"{held.name}: error over Naive2's", ours, limit=1.0, detail=detail),
        Line(f"{held.name}: error over Theta's", ours / theirs, limit=1.0, detail=f"Theta over Naive2 {theirs:.3f}"),
        Line(
            f"{held.name}: 80 % bands that hold", share, "", BAND[0], f"at most {BAND[1]}: {share:.3f}", at_least=True
        ),
    ]
    # Small and of one country: told, not held to a limit.
    return [replace(line, limit=None) for line in lines] if held.name == "published" else lines


def _owa(mean: np.ndarray, naive: np.ndarray, held: Held) -> float:
    scale = naive_scale(held.history, held.cycle)
    one, other = (errors(part, held.came, naive, scale) for part in (mean, naive))
    known = ~np.isnan(one.mase)
    by_size = one.mase[known].mean() / other.mase[known].mean()
    return float(0.5 * (by_size + one.smape.mean() / other.smape.mean()))


def speed(count: int) -> list[Line]:
    """Processor seconds for so many series of 60 months, backtest and bands with them."""
    rng = np.random.default_rng(1)
    rows = 1000.0 + np.cumsum(rng.normal(0.0, 10.0, (count, 60)), axis=1) + 50.0 * np.sin(np.arange(60) * np.pi / 6.0)
    begun = time.process_time()
    for first in range(0, count, 1_000):
        found = forecast(rows[first : first + 1_000], 12, 12)
        for share in (0.025, 0.1, 0.25, 0.75, 0.9, 0.975):
            found.quantiles(share)
    taken = time.process_time() - begun
    limit = 60.0 if count >= 10_000 else None
    return [
        Line(f"{count:,} series of 60 months", taken, "s of a processor", limit, f"{1e3 * taken / count:.1f} ms each")
    ]


def main() -> None:
    """Quality on drawn and published series, then time."""
    parser = parser_of("bench.forecasts", __doc__)
    parser.add_argument("--series", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--drawn", type=int, default=400)
    options = parser.parse_args()
    lines = [line for name in WANTED for line in quality(drawn(name, options.drawn, seed=3))]
    lines += quality(published())
    lines += [line for count in options.series for line in speed(count)]
    show(lines, as_json=options.json)


if __name__ == "__main__":
    main()
