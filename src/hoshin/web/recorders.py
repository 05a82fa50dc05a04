"""Who may record values of which measures, known before the rows are drawn."""

from collections.abc import Callable

from hoshin.accounts.access import Actor
from hoshin.measures.policies import MeasureRight
from hoshin.org.selectors import person_of
from hoshin.scorecards.selectors import NodeLine


def recorder_of(actor: Actor) -> Callable[[NodeLine], bool]:
    """Whether the actor may record values of a line's measure. At most two queries, whatever is asked of it."""
    if actor.has(MeasureRight.RECORD_ANY):
        return lambda line: line.kind == "measure"
    person = person_of(actor) if actor.has(MeasureRight.RECORD_OWN) else None
    if person is None:
        return lambda line: False
    return lambda line: line.kind == "measure" and person.pk in (line.owner_id, line.supplier_id)
