"""How initiatives stand today."""

from collections import defaultdict
from collections.abc import Sequence

from hoshin.base import clock
from hoshin.initiatives.assembly import CountedStep, InitiativeStanding, standings
from hoshin.initiatives.models import Initiative, Milestone


def standings_of(initiatives: Sequence[Initiative]) -> dict[int, InitiativeStanding]:
    """How each of these, which the actor sees, stands today, by its number. One query."""
    steps: dict[int, list[CountedStep]] = defaultdict(list)
    rows = Milestone.objects.filter(initiative__in=[one.pk for one in initiatives]).order_by()
    names = ("initiative", "completion", "weight", "due_date", "done_on", "is_cancelled")
    for one, completion, weight, due, done, is_cancelled in rows.values_list(*names):
        day = done.toordinal() if done else None
        steps[one].append(CountedStep(completion, weight, due.toordinal(), day, is_cancelled))
    return standings(initiatives, steps, clock.today())


def standing_of(initiative: Initiative) -> InitiativeStanding:
    """How one stands today."""
    return standings_of([initiative])[initiative.pk]
