"""Reminders of forms that wait."""

from hoshin.accounts.access import Actor, require
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.reviews.models import CycleState, FormState, ReviewCycle, ReviewForm
from hoshin.reviews.notices import REMINDED_TO_WRITE
from hoshin.reviews.policies import ReviewRight


def remind_writers(actor: Actor, *, cycle: ReviewCycle) -> int:
    """Remind everybody for whom a form waits, each once; how many people that is."""
    require(actor, ReviewRight.RUN)
    if cycle.state != CycleState.WRITING:
        raise Invalid(Said("Nothing is written in this cycle now."))
    waiting = ReviewForm.objects.filter(cycle=cycle, state=FormState.OPEN)
    users = Person.objects.filter(pk__in=waiting.values("by"), user__is_active=True).values_list("user", flat=True)
    with act(actor, "remind_of_reviews", name=cycle.name, count=len(users)) as running:
        running.keep()
        facts = {"name": cycle.name, "day": cycle.write_until.isoformat()}
        tell(actor, REMINDED_TO_WRITE, users=users, about=cycle.pk, facts=facts)
    return len(users)
