"""Who joined, moved and left between two days."""

from dataclasses import dataclass
from datetime import date

from hoshin.accounts.access import Actor
from hoshin.org.models import PastPosition, Person
from hoshin.org.policies import past_positions_visible_to, people_visible_to

MOST = 100


@dataclass(frozen=True, slots=True)
class Movements:
    """The first of each, by their day; `has_more` where there are further ones of any."""

    joiners: list[Person]
    movers: list[PastPosition]
    leavers: list[Person]
    has_more: bool


def movements_between(actor: Actor, since: date, until: date) -> Movements:
    """People whose first or last day lies between two days (both inclusive), and positions that another one followed then.

    Three queries, each through an index.
    """
    people = people_visible_to(actor).select_related("unit")
    joiners = list(people.filter(start_date__range=(since, until)).order_by("start_date", "pk")[: MOST + 1])
    leavers = list(people.filter(end_date__range=(since, until)).order_by("end_date", "pk")[: MOST + 1])
    past = past_positions_visible_to(actor).filter(valid_to__range=(since, until)).order_by("valid_to", "pk")
    movers = list(past.select_related("person__unit", "person__manager", "unit", "manager")[: MOST + 1])
    has_more = max(len(joiners), len(movers), len(leavers)) > MOST
    return Movements(joiners[:MOST], movers[:MOST], leavers[:MOST], has_more)
