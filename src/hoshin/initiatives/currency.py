"""Amounts of initiatives are in one currency, that of the organisation, so that they can be added up."""

from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.org.selectors import organisation


def currency_problem(wanted: str, own: str) -> Problem | None:
    """What is wrong with a currency where amounts are in another; None: nothing, or one of them is not said."""
    if not wanted.strip() or not own or wanted.strip().upper() == own.upper():
        return None
    return Problem(
        Said("Amounts are in %(own)s, and not in %(other)s.", own=own, other=wanted.strip().upper()),
        code="currency",
        field="currency",
        value=wanted,
        remedy=Said("Convert them to %(own)s, or correct the currency of the organisation.", own=own),
    )


def checked_currency(wanted: str, own: str | None = None) -> str:
    """The currency in which amounts are, of the organisation unless another is `own`. Invalid where it is not that."""
    if own is None:
        row = organisation()
        own = row.currency if row else ""
    problem = currency_problem(wanted, own)
    if problem is not None:
        raise Invalid([problem])
    return wanted.strip().upper() or own
