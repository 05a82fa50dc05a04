"""What the apps above hear of changes here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrganisationChanged:
    """The tree of units or the fiscal year changed: what is brought together over units or years is to be found again."""


@dataclass(frozen=True, slots=True)
class PersonRemoved:
    """A person is gone, and what they owned has no owner: the tables above them know no more whose it was."""

    person_id: int


@dataclass(frozen=True, slots=True)
class PositionsChanged:
    """What people are or where they work may be another than before; the running change says of whom."""
