"""What the apps above hear of changes here."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SaidAgain:
    """How something counts was said as it is, to hold from an earlier day: columns of a row by its kind and number.

    Of a "plan", "perspective" or "objective" how its parts count for it, of the latter two and of a "contribution" how it
    counts itself.
    """

    kind: str
    pk: int
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class StructureChanged:
    """What counts for what in a plan, or in which way, changed with effect from a day (None: today's period).

    `has_new_rules`: what the plan says of every score is another too, so that all of them are found again. `again`: nothing
    changed but the day, which is earlier now.
    """

    plan_id: int
    effective_on: date | None = None
    has_new_rules: bool = False
    again: SaidAgain | None = None


@dataclass(frozen=True, slots=True)
class ObjectivesChanged:
    """Columns of these objectives changed, or what serves them, or how they serve others."""

    objective_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class CausalLinksChanged:
    """Causal links of these plans were added, changed or removed."""

    plan_ids: frozenset[int]
