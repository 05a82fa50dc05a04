"""What okrs does when something below it changes: whether a goal is a draft follows from its objective and measures, and
what is closed is refused."""

from hoshin.audit.events import RowsRestored
from hoshin.base import events
from hoshin.measures.events import MeasuresChanged
from hoshin.okrs.events import CommitmentsWritten
from hoshin.okrs.services import settling
from hoshin.okrs.services.closed import refuse_revisions
from hoshin.org.events import PersonRemoved
from hoshin.strategy.events import ObjectivesChanged, StructureChanged


def register() -> None:
    """Subscribe to the news of the apps below."""
    events.subscribe(ObjectivesChanged, settling.follow_objectives)
    events.subscribe(MeasuresChanged, settling.follow_measures)
    events.subscribe(PersonRemoved, settling.follow_leaving)
    events.subscribe(CommitmentsWritten, settling.follow_objectives)
    for kind in (ObjectivesChanged, StructureChanged, MeasuresChanged, CommitmentsWritten, RowsRestored):
        events.subscribe(kind, refuse_revisions)
