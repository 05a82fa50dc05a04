"""What okrs does when something below it changes: whether goals are drafts, what they serve in the end, and that what is
closed is refused."""

from hoshin.audit.events import RowsRestored
from hoshin.base import events
from hoshin.measures.events import MeasuresChanged
from hoshin.okrs.events import AlignmentOutdated, CommitmentsWritten
from hoshin.okrs.services import lining_up, settling
from hoshin.okrs.services.closed import refuse_revisions
from hoshin.org.events import PersonRemoved, PositionsChanged
from hoshin.strategy.events import ObjectivesChanged, StructureChanged

# Whatever can change what people's goals serve; which rows did, the trail says.
_ALIGNMENT = (
    CommitmentsWritten,
    ObjectivesChanged,
    PersonRemoved,
    PositionsChanged,
    RowsRestored,
    StructureChanged,
)


def register() -> None:
    """Subscribe to the news of the apps below."""
    events.subscribe(ObjectivesChanged, settling.follow_objectives)
    events.subscribe(MeasuresChanged, settling.follow_measures)
    events.subscribe(PersonRemoved, settling.follow_leaving)
    events.subscribe(CommitmentsWritten, settling.follow_objectives)
    for kind in (ObjectivesChanged, StructureChanged, MeasuresChanged, CommitmentsWritten, RowsRestored):
        events.subscribe(kind, refuse_revisions)
    for kind in _ALIGNMENT:
        events.subscribe(kind, lining_up.note_changes)
    events.subscribe(AlignmentOutdated, lining_up.follow_changes)
