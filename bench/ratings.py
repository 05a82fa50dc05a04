"""How long the model of raters takes on ratings as reviews make them: few raters each, most of them from one's own team.

Run `python -m bench.ratings`; it also holds what was estimated against what the ratings were drawn from.
"""

import time

import numpy as np
from bench.reporting import Line, parser_of, show

from hoshin.engine.arrays import Floats, Indices
from hoshin.engine.reviews import Variances, icc_interval, icc_of_variances, rater_effects

TRUE = Variances(ratee=0.30, rater=0.15, residual=0.20)
TEAM, PEERS, FROM_ELSEWHERE, CYCLES = 8, 6, 0.2, 2
LIMIT_SECONDS, LIMIT_OFF, LIMITS_FROM = 10.0, 0.05, 200_000


def ratings_of(count: int, rng: np.random.Generator) -> tuple[Indices, Indices, Floats, int]:
    """So many ratings: each person by the head of their team and six peers, one of five from elsewhere, in two cycles."""
    people = count // ((PEERS + 1) * CYCLES) + 1
    person = np.repeat(np.arange(people), (PEERS + 1) * CYCLES)[:count]
    first = person // TEAM * TEAM
    rater = np.minimum(first + rng.integers(0, TEAM, count), people - 1)
    is_far = rng.random(count) < FROM_ELSEWHERE
    rater[is_far] = rng.integers(0, people, int(is_far.sum()))
    is_head = np.arange(count) % (PEERS + 1) == 0
    rater[is_head] = first[is_head]
    effects = [rng.normal(0.0, variance**0.5, people) for variance in (TRUE.ratee, TRUE.rater)]
    rating = 3.4 + effects[0][person] + effects[1][rater] + rng.normal(0.0, TRUE.residual**0.5, count)
    return person, rater, rating, people


def measured(count: int) -> list[Line]:
    """Processor seconds for so many ratings, and how far the worst variance lies off."""
    person, rater, rating, people = ratings_of(count, np.random.default_rng(3))
    # The first use reads SciPy, which is no part of the work.
    rater_effects(person[:500], rater[:500], rating[:500], ratees=people, raters=people, seed=1)
    begun, clock = time.process_time(), time.perf_counter()
    found = rater_effects(person, rater, rating, ratees=people, raters=people, seed=1)
    taken, waited = time.process_time() - begun, time.perf_counter() - clock
    assert found.variances is not None
    begun = time.process_time()
    icc_interval(person, rater, rating, ratees=people, raters=people, around=icc_of_variances(found.variances), seed=1)
    drawn = time.process_time() - begun
    pairs = (getattr(found.variances, name) / getattr(TRUE, name) for name in ("ratee", "rater", "residual"))
    off = max(abs(ratio - 1.0) for ratio in pairs)
    is_large = count >= LIMITS_FROM
    shown = f"{np.isfinite(found.adjusted).sum():,} of {people:,} adjusted, {waited:.1f} s by the clock"
    return [
        Line(f"{count:,} ratings", taken, "s of a processor", LIMIT_SECONDS if is_large else None, shown),
        Line("  with bounds of the agreement", taken + drawn, "s of a processor", LIMIT_SECONDS if is_large else None),
        Line("  variances off what was drawn", off, "of 1", LIMIT_OFF if is_large else None),
    ]


def main() -> None:
    """The smallest first."""
    parser = parser_of("bench.ratings", __doc__)
    parser.add_argument("--ratings", type=int, nargs="+", default=[2_000, 20_000, 200_000])
    options = parser.parse_args()
    show([line for count in sorted(options.ratings) for line in measured(count)], as_json=options.json)


if __name__ == "__main__":
    main()
