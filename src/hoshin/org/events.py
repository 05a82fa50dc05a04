"""What the apps above hear of changes here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrganisationChanged:
    """The tree of units or the fiscal year changed: what is brought together over units or years is to be found again."""
