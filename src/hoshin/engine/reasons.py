"""Why a value is missing: one small integer per cell, the same everywhere in the engine."""

from enum import IntEnum


class Reason(IntEnum):
    NONE = 0
    NO_DATA = 1
    NO_TARGET = 2
    NO_BASELINE = 3
    ZERO_TARGET = 4
    ZERO_SCALE = 5
    DIV_ZERO = 6
    WEIGHTS_ZERO = 7
    BELOW_COVERAGE = 8
    CYCLE = 9
    DEPTH = 10
    UNIT_MISMATCH = 11
    NON_ADDITIVE = 12
    TOO_FEW_POINTS = 13
    DISCONNECTED = 14
    SUPPRESSED = 15
    STALE = 16
    NOT_APPLICABLE = 17
    INFEASIBLE = 18
    PENDING = 19


REASON_CODES: tuple[str, ...] = tuple("" if r is Reason.NONE else r.name.lower() for r in Reason)


def reason_code(reason: int) -> str:
    """The stable word for a reason, empty for a valid value.

    >>> reason_code(Reason.NO_DATA)
    'no_data'
    """
    return REASON_CODES[reason]
