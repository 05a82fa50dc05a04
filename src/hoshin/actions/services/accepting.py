"""That something is off track is accepted for a time: with a reason, an end, and who did."""

from datetime import date

from hoshin.accounts.access import Actor
from hoshin.actions.models import AcceptedDeviation
from hoshin.actions.notices import ACCEPTED
from hoshin.actions.policies import require_may_accept
from hoshin.actions.validity import acceptance_problems, tidied
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.measures.models import Measure
from hoshin.notices.services import tell
from hoshin.org.models import Unit
from hoshin.strategy.models import Objective


def accept_deviation(
    actor: Actor, *, thing: Measure | Objective, ends_on: date, reason: str, unit: Unit | None = None
) -> AcceptedDeviation:
    """Accept until a day that a thing is off track; it takes the place of what was accepted before. Its owner is told.

    It ends by itself, and the time to react begins anew. Denied to the owner of the thing.
    """
    require_may_accept(actor, thing, unit)
    today, reason = clock.today(), tidied(reason)
    if problems := acceptance_problems(reason, today, ends_on):
        raise Invalid(problems)
    kind = "measure" if isinstance(thing, Measure) else "objective"
    with act(actor, "accept_deviation", name=thing.name, until=ends_on.isoformat()):
        # Held until the end, so that two who accept it follow each other.
        list(type(thing)._base_manager.filter(pk=thing.pk).select_for_update(no_key=True).values_list("pk"))
        standing = AcceptedDeviation.objects.filter(unit=unit, is_withdrawn=False, ends_on__gte=today, **{kind: thing})
        for earlier in standing.exclude(starts_on=today):
            change_row(earlier, version=None, is_withdrawn=True)
        said = {"reason": reason, "ends_on": ends_on, "accepted_by": actor.name, "is_withdrawn": False}
        of_today = AcceptedDeviation.objects.filter(unit=unit, starts_on=today, **{kind: thing}).first()
        if of_today is not None:
            row = change_row(of_today, version=None, **said)[0]
        else:
            row = add_row(AcceptedDeviation(unit=unit, starts_on=today, **{kind: thing}, **said))
        if thing.owner is not None:
            facts = {"name": thing.name, "until": ends_on.isoformat(), "text": reason[:200], "code": thing.code}
            tell(actor, ACCEPTED[kind], users=[thing.owner.user_id], about=row.pk, facts=facts)
    return row


def withdraw_deviation(actor: Actor, *, deviation: AcceptedDeviation, version: int | None = None) -> AcceptedDeviation:
    """Accept it no more, from now on."""
    require_may_accept(actor, deviation.thing, deviation.unit)
    with act(actor, "withdraw_deviation", name=deviation.thing.name):
        return change_row(deviation, version=version, is_withdrawn=True)[0]
