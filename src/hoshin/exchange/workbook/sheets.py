"""Which sheets a workbook has: those that the apps name on their cards."""

from functools import cache

from hoshin.base.cards import cards
from hoshin.base.sheets import Sheet, ordered

# What the blank workbook says to people; an import passes it over.
READ_ME = "read_me"


@cache
def sheets() -> dict[str, Sheet]:
    """The sheets by name, in the order in which they stand in a workbook."""
    return ordered([sheet for card in cards() for sheet in card.sheets])
