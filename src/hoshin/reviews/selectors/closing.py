"""What would be left out if writing ended now, for whoever ends it."""

from dataclasses import dataclass

from django.db.models import Count

from hoshin.accounts.access import Actor
from hoshin.reviews.days import has_ended
from hoshin.reviews.models import FormState, ReviewCycle
from hoshin.reviews.policies import forms_visible_to, outside_forms_visible_to


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Forms that were not handed in, of how many people, and for how many of these the day is not over where they are;
    peers to whom nobody agreed; and people outside who were asked and have not answered."""

    forms: int
    people: int
    in_time: int
    proposed: int
    outside: int


def still_open(actor: Actor, cycle: ReviewCycle) -> StillOpen:
    """What waits in a cycle, as far as the actor may know of it. Five queries at most."""
    rows = forms_visible_to(actor).filter(cycle=cycle).order_by()
    waits = rows.filter(state=FormState.OPEN)
    found = waits.aggregate(forms=Count("pk"), people=Count("by", distinct=True))
    in_time = waits.exclude(has_ended("by", cycle.write_until)).aggregate(people=Count("by", distinct=True))
    outside = outside_forms_visible_to(actor).filter(cycle=cycle, state=FormState.OPEN).count()
    proposed = rows.filter(state=FormState.PROPOSED).count()
    return StillOpen(found["forms"], found["people"], in_time["people"], proposed, outside)
