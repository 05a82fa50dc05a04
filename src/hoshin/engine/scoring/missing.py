"""What happens to missing periods before their neighbours are brought together."""

from enum import IntEnum

import numpy as np

from hoshin.engine.arrays import Bools, Floats
from hoshin.engine.scoring.aggregation_kinds import ValueKind

MAX_CARRY = 1
MIN_OBSERVED = 0.75


class Policy(IntEnum):
    """What a measure does about missing periods; everything but ``SKIP`` yields estimates."""

    SKIP = 0
    ZERO = 1
    CARRY = 2
    INTERPOLATE = 3
    PRORATE = 4

    @property
    def label(self) -> str:
        return self.name.lower()


ALLOWED: dict[Policy, tuple[ValueKind, ...]] = {
    Policy.SKIP: tuple(ValueKind),
    Policy.ZERO: (ValueKind.FLOW, ValueKind.STOCK, ValueKind.EXTREMUM),
    Policy.CARRY: (ValueKind.STOCK,),
    Policy.INTERPOLATE: (ValueKind.STOCK,),
    Policy.PRORATE: (ValueKind.FLOW,),
}


def policy_of(policy: Policy | str, kind: ValueKind) -> Policy:
    """The policy of that name; ``ValueError`` when unknown or not allowed for the kind.

    >>> policy_of("carry", ValueKind.STOCK)
    <Policy.CARRY: 2>
    """
    for known in Policy:
        if known is policy or known.label == policy:
            if kind not in ALLOWED[known]:
                raise ValueError(f"missing policy {known.label} does not suit a {kind.label}")
            return known
    raise ValueError(f"unknown missing policy {policy!r}")


def fill(values: Floats, policy: Policy, max_carry: int = MAX_CARRY) -> tuple[Floats, Bools]:
    """The (n, P) values with what the policy fills in, and where it did; prorating fills nothing here.

    Nothing is filled in before the first observation of a row: there was nothing to observe yet.

    >>> fill(np.array([[1.0, np.nan, 3.0]]), Policy.INTERPOLATE)[0].tolist()
    [[1.0, 2.0, 3.0]]
    """
    missing = np.isnan(values)
    if policy in (Policy.SKIP, Policy.PRORATE) or not missing.any():
        return values, np.zeros(values.shape, np.bool_)
    before = _last_seen(~missing)
    if policy is Policy.ZERO:
        filled = missing & (before >= 0)
        return np.where(filled, 0.0, values), filled
    position = np.arange(values.shape[1])
    known_before = np.take_along_axis(values, np.maximum(before, 0), axis=1)
    if policy is Policy.CARRY:
        filled = missing & (before >= 0) & (position - before <= max_carry)
        return np.where(filled, known_before, values), filled
    after = values.shape[1] - 1 - _last_seen(~missing[:, ::-1])[:, ::-1]
    filled = missing & (before >= 0) & (after < values.shape[1])
    known_after = np.take_along_axis(values, np.minimum(after, values.shape[1] - 1), axis=1)
    share = (position - before) / np.maximum(after - before, 1)
    return np.where(filled, known_before + (known_after - known_before) * share, values), filled


def _last_seen(seen: Bools) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """Per cell the column of the latest observation up to it, −1 before the first."""
    column = np.where(seen, np.arange(seen.shape[1]), -1)
    return np.asarray(np.maximum.accumulate(column, axis=1))
