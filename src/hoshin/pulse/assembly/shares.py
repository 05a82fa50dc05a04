"""How sure a favourable share is, found from what is told anyway: the share and how many answered."""

from collections.abc import Sequence

import numpy as np

from hoshin.engine.surveys import wilson

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
