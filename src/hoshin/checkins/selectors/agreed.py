"""How many had a goal agreed some days into a cycle, cycle by cycle."""

from dataclasses import dataclass

from hoshin.accounts.access import Actor, require
from hoshin.agreements.selectors import agreed_within
from hoshin.base import clock
from hoshin.checkins.policies import CheckInRight
from hoshin.checkins.selectors.cohorts import LEAST_PEOPLE
from hoshin.okrs.models import Cycle
from hoshin.okrs.selectors import cycles_listed

MOST_CYCLES = 4


@dataclass(frozen=True, slots=True)
class AgreedInTime:
    """Of the people who were here then the share 0–1 who had a goal of the cycle agreed."""

    cycle: Cycle
    people: int
    share: float


def agreed_in_time(actor: Actor) -> list[AgreedInTime]:
    """The latest cycles that began, the latest first. One query, and two for each cycle, of four at most."""
    require(actor, CheckInRight.CHECK_IN_ANY)
    begun = [cycle for cycle in cycles_listed(actor) if cycle.starts_on <= clock.today()][:MOST_CYCLES]
    counted = [(cycle, *agreed_within(actor, cycle)) for cycle in begun]
    return [AgreedInTime(cycle, people, had / people) for cycle, had, people in counted if people >= LEAST_PEOPLE]
