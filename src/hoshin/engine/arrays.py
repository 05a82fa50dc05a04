"""The kinds of arrays that the engine takes and gives, whatever their shape."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
# Reasons, statuses and other small numbers that stand for something.
Codes = npt.NDArray[np.uint8]
# Places in another array.
Indices = npt.NDArray[np.intp]
