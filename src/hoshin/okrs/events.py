"""What this app tells itself within one transaction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommitmentsWritten:
    """Commitments were written as they stood elsewhere, of these objectives: whether each is a draft is to be decided."""

    objective_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class AlignmentOutdated:
    """What goals serve in the end may be another than before; the running change says of which."""
