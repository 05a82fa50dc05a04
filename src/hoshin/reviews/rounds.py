"""Reviews as rounds that somebody has been through: what the rule of promotions asks for."""

from datetime import date

from hoshin.accounts.access import Actor
from hoshin.org.models import Person
from hoshin.org.rounds import RoundSource
from hoshin.reviews.models import CycleState
from hoshin.reviews.policies import results_visible_to


def _held(actor: Actor, person: Person, since: date) -> int:
    """Released cycles with a result of the person, half of whose time or more lies after the day."""
    rows = results_visible_to(actor).filter(person=person, cycle__state=CycleState.RELEASED, cycle__ends_on__gt=since)
    spans = rows.order_by().values_list("cycle__starts_on", "cycle__ends_on")
    return sum(since - starts_on <= ends_on - since for starts_on, ends_on in spans)


REVIEWS = RoundSource("reviews", _held)
