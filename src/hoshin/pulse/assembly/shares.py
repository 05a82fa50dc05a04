"""How sure a favourable share is, and whether enough answered: found from what is told anyway, shares and counts."""

from collections.abc import Sequence

import numpy as np

from hoshin.engine.surveys import response, wilson

ShareInterval = tuple[float | None, float | None]


def share_intervals(shares: Sequence[float | None], answered: Sequence[int]) -> list[ShareInterval]:
    """The interval of 95 %, 0 to 1, of each share of the answers of so many people; (None, None) of one that is not told.

    People are counted, not their answers to several questions, which say much the same: the interval is rather too wide.

    >>> [[round(100 * end, 1) for end in share_intervals([18 / 25], [25])[0]]]
    [[52.4, 85.7]]
    """
    known = np.array([one is not None for one in shares], np.bool_)
    share = np.array([0.0 if one is None else one for one in shares])
    n = np.maximum(np.array(answered, np.float64), 1.0)
    low, high = wilson(np.minimum(share * n, n), n)
    return [(float(a), float(b)) if is_told else (None, None) for a, b, is_told in zip(low, high, known, strict=True)]


def warned_of(whole: tuple[int, int], groups: Sequence[tuple[int, int]]) -> tuple[bool, list[bool]]:
    """Whether fewer than half of all answered, and which groups did at less than half the rate of all.

    Each is (answered, invited), the groups with all below them.

    >>> warned_of((12, 40), [(10, 20), (2, 20)])
    (True, [False, True])
    """
    done, asked = [one for one, _of in groups], [of for _one, of in groups]
    found = response(done, asked, whole[0] / whole[1])
    return found.is_low, found.is_behind.tolist()
