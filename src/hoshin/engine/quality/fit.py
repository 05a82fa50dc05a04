"""How much the texts of goals have in common, without a model: hashed character n-grams, weighed, as angles."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from random import Random
from zlib import crc32

import numpy as np

from hoshin.engine.arrays import Floats

DIMENSION = 2**15
SIZES = (3, 4, 5)
PAIRS, LEAST_TEXTS = 1_000, 50
# Cosines at every fifth percentile of the 300 pairs of the demo's 25 objectives: what stands in while there are few goals.
SHIPPED = (
    0.0, 0.0, 0.0, 0.0, 0.0, 0.0087, 0.0094, 0.0106, 0.0131, 0.0161, 0.0189, 0.0262, 0.0316, 0.039, 0.0477, 0.0673, 0.0826,
    0.0962, 0.1245, 0.1862, 0.3075,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FitResult:
    """``percentile`` (n,) of each candidate 0–100; ``is_calibrated``: among pairs of one's own, not the shipped ones."""

    percentile: Floats
    is_calibrated: bool


def fit(text: str, candidates: Sequence[str], corpus: Sequence[str], *, seed: int) -> FitResult:
    """Where the likeness of a text with each candidate stands among pairs of texts of a corpus, as a percentile.

    Likeness: the cosine of hashed character 3–5-gram vectors, ``(1 + log tf) · idf``. Pairs: 1,000 of the corpus, drawn
    with a seed; below 50 texts the shipped percentiles stand in. Source: own, the usual TF–IDF.
    """
    return fit_of_pairs([(text, candidate) for candidate in candidates], corpus, seed=seed)


def fit_of_pairs(pairs: Sequence[tuple[str, str]], corpus: Sequence[str], *, seed: int) -> FitResult:
    """As `fit`, of pairs of texts: ``percentile`` (pairs,)."""
    is_calibrated = len(corpus) >= LEAST_TEXTS
    rarity = _rarity(corpus) if is_calibrated else {}
    likeness = np.array([_cosine(_vector(one, rarity), _vector(other, rarity)) for one, other in pairs])
    if not is_calibrated:
        steps = np.linspace(0.0, 100.0, len(SHIPPED))
        return FitResult(np.asarray(np.interp(likeness, SHIPPED, steps)), is_calibrated)
    drawn = _pairs(corpus, rarity, seed)
    return FitResult(np.searchsorted(drawn, likeness, side="right") * 100.0 / len(drawn), is_calibrated)


def _pairs(corpus: Sequence[str], rarity: Mapping[int, float], seed: int) -> Floats:
    draw = Random(seed)  # noqa: S311 – a sample, no secret
    vectors = [_vector(text, rarity) for text in corpus]
    ends = (draw.sample(range(len(vectors)), 2) for _ in range(PAIRS))
    return np.sort(np.array([_cosine(vectors[one], vectors[other]) for one, other in ends]))


def _rarity(corpus: Sequence[str]) -> dict[int, float]:
    among: Counter[int] = Counter()
    for text in corpus:
        among.update(_grams(text).keys())
    return {gram: log((1 + len(corpus)) / (1 + count)) + 1.0 for gram, count in among.items()}


@lru_cache(maxsize=4096)
def _grams(text: str) -> Mapping[int, float]:
    """How often each n-gram stands in a text, as ``1 + log tf`` by its hash; words keep a space on either side."""
    padded = f" {' '.join(text.casefold().split())} "
    counts = Counter(
        crc32(padded[at : at + size].encode()) % DIMENSION for size in SIZES for at in range(len(padded) - size + 1)
    )
    return {gram: 1.0 + log(count) for gram, count in counts.items()}


def _vector(text: str, rarity: Mapping[int, float]) -> dict[int, float]:
    weighed = {gram: count * rarity.get(gram, 1.0) for gram, count in _grams(text).items()}
    length = sqrt(sum(value * value for value in weighed.values())) or 1.0
    return {gram: value / length for gram, value in weighed.items()}


def _cosine(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return sum(value * many.get(gram, 0.0) for gram, value in few.items())
