"""Finds the criteria for pay, of today and before."""

from hoshin.accounts.access import Actor
from hoshin.reviews.models import PayCriteria
from hoshin.reviews.policies import pay_criteria_visible_to

MOST_BEFORE = 100


def pay_criteria_told(actor: Actor) -> list[PayCriteria]:
    """The criteria of today first, then those before, the latest first; nothing where none were told."""
    return list(pay_criteria_visible_to(actor)[:MOST_BEFORE])
