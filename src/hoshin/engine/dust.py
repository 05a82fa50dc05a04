"""What is left of whole numbers by the rounding of doubles."""

import numpy as np
import numpy.typing as npt

DUST = 1e-11


def without_dust(score: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Scores, those whole between which and the stored number lies nothing but rounding; NaN stays NaN.

    Weights such as 0.4 have no exact number: 70 must not come to 69.99999999999972 and change its colour. Method: own.

    >>> without_dust(np.array([69.99999999999972, 69.9999, 1e-12])).tolist()
    [70.0, 69.9999, 1e-12]
    """
    whole = np.rint(score)
    return np.where((np.abs(score - whole) <= DUST) & (whole >= 1.0), whole, score)
