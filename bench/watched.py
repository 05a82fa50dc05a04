"""Series that nothing happens in, and series in which something was put at a known place: for whoever judges detectors."""

from dataclasses import dataclass

import numpy as np

DAY = 288
CLEAN = (
    "white", "alike", "very alike", "random walk", "trend", "daily", "daily and weekly", "heavy tails", "skewed", "counts",
    "few counts", "bursts of noise", "daily counts", "spiky", "quantised",
)  # fmt: skip
SHORT = (
    "normal", "skewed", "exponential", "heavy tails", "alike", "very alike", "trend", "seasonal", "counts", "few counts",
    "random walk", "random walk with a drift", "random walk with heavy tails", "growing walk", "smooth walk",
)  # fmt: skip
BREAKS = ("spike", "spikes", "level", "noise", "quiet", "season", "flat", "drift")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series every five minutes, and the windows (first, last) within which something is unusual."""

    values: np.ndarray
    windows: tuple[tuple[int, int], ...]


def times(n: int) -> np.ndarray:
    return 1_600_000_000.0 + 300.0 * np.arange(n)


def clean(kind: str, seed: int, n: int = 4000) -> np.ndarray:
    """A series of one kind to which nothing happens."""
    rng = np.random.default_rng([CLEAN.index(kind), seed])
    t = np.arange(n)
    noise = rng.normal(size=n)
    day = np.sin(2 * np.pi * (t / DAY + rng.random())) + 0.5 * np.sin(4 * np.pi * (t / DAY + rng.random()))
    size = rng.uniform(1.0, 5.0)
    match kind:
        case "white":
            return 50 + noise
        case "alike":
            return 50 + autoregressive(noise, 0.6)
        case "very alike":
            return 50 + autoregressive(noise, 0.97)
        case "random walk":
            return 50 + np.cumsum(noise)
        case "trend":
            return 50 + rng.uniform(-0.01, 0.01) * t + noise
        case "daily":
            return 50 + size * day + autoregressive(noise, rng.uniform(0, 0.7))
        case "daily and weekly":
            weekday = (t // DAY) % 7 < 5
            return 50 + size * day * np.where(weekday, 1.0, 0.4) + autoregressive(noise, 0.4)
        case "heavy tails":
            return 50 + rng.standard_t(3, size=n)
        case "skewed":
            return np.exp(1.0 + 0.8 * autoregressive(noise, 0.3))
        case "counts":
            return rng.poisson(20, n).astype(float)
        case "few counts":
            return rng.poisson(0.7, n).astype(float)
        case "bursts of noise":
            return 50 + noise * np.exp(autoregressive(rng.normal(size=n) * 0.1, 0.98))
        case "daily counts":
            return rng.poisson(np.exp(2.0 + 0.8 * day)).astype(float)
        case "spiky":
            return 10 + 0.3 * noise + np.where(rng.random(n) < 0.02, rng.uniform(10, 30, n), 0.0)
        case _:
            return np.round(20 + 0.7 * autoregressive(noise, 0.5))


def short_series(kind: str, seed: int, n: int = 30) -> np.ndarray:
    """A monthly series of a few years to which nothing happens."""
    rng = np.random.default_rng([SHORT.index(kind), seed])
    t = np.arange(n)
    noise = rng.normal(size=n)
    match kind:
        case "normal":
            return 50 + noise
        case "skewed":
            return np.exp(1.0 + 0.8 * noise)
        case "exponential":
            return rng.exponential(size=n)
        case "heavy tails":
            return 50 + rng.standard_t(3, size=n)
        case "alike" | "very alike":
            return 50 + autoregressive(noise, 0.6 if kind == "alike" else 0.9)
        case "trend":
            return 50 + 0.3 * t + noise
        case "seasonal":
            return 50 + 5.0 * np.sin(2 * np.pi * t / 12) + noise
        case "counts" | "few counts":
            return rng.poisson(5 if kind == "counts" else 1, n).astype(float)
        case "random walk" | "random walk with a drift":
            return 50 + np.cumsum(noise + (0.3 if "drift" in kind else 0.0))
        case "random walk with heavy tails":
            return 50 + np.cumsum(rng.standard_t(3, size=n))
        case "growing walk":
            return np.exp(4.0 + np.cumsum(0.1 * noise))
        case _:
            return 50 + np.cumsum(autoregressive(noise, 0.5))


def autoregressive(noise: np.ndarray, likeness: float) -> np.ndarray:
    found = np.zeros(len(noise))
    before = 0.0
    for i, one in enumerate(noise.tolist()):
        before = likeness * before + one
        found[i] = before
    return found * np.sqrt(1 - likeness**2)


def broken(kind: str, seed: int, n: int = 4000, windows: int = 2) -> Drawn:
    """A clean series of some kind into which breaks of one kind were put after its first sixth."""
    rng = np.random.default_rng([99, BREAKS.index(kind), seed])
    bases = [one for one in CLEAN if one not in ("random walk", "few counts", "very alike")]
    seasonal = ("daily", "daily and weekly", "daily counts")
    base = seasonal[seed % 3] if kind in ("season", "flat") else bases[seed % len(bases)]
    y = clean(base, 10_000 + seed, n)
    spread = float(np.quantile(y, 0.84) - np.quantile(y, 0.16)) / 2
    places = np.sort(rng.choice(np.arange(n // 6 + 300, n - 300, 300), windows, replace=False))
    found = []
    for place in (int(one) for one in places):
        length = int(rng.integers(20, 150))
        sign = rng.choice([-1.0, 1.0])
        _put(y, kind, place, length, sign, spread, rng)
        found.append((max(0, place - 40), min(n - 1, place + 160)))
    return Drawn(y, tuple(found))


def _put(y, kind, place, length, sign, spread, rng) -> None:
    part = slice(place, place + length)
    match kind:
        case "spike":
            y[place] += sign * spread * rng.uniform(4, 9)
        case "spikes":
            for one in rng.integers(0, length, 5):
                y[place + one] += sign * spread * rng.uniform(2.5, 5)
        case "level":
            y[place:] += sign * spread * rng.uniform(2, 5)
        case "noise":
            y[part] += rng.normal(size=length) * spread * rng.uniform(2, 4)
        case "quiet" | "flat":
            y[part] = y[place - 1]
        case "season":
            y[part] = y[part][::-1] + sign * spread * 0.5
            y[place : place + DAY // 2] = 2 * y.mean() - y[place : place + DAY // 2]
        case _:
            y[part] += sign * spread * np.linspace(0, rng.uniform(3, 6), length)
