"""What okrs does when something below it changes: whether a goal is a draft follows from its objective and measures."""

from hoshin.base import events
from hoshin.measures.events import MeasuresChanged
from hoshin.okrs.events import CommitmentsWritten
from hoshin.okrs.services import settling
from hoshin.org.events import PersonRemoved
from hoshin.strategy.events import ObjectivesChanged


def register() -> None:
    """Subscribe to the news of the apps below."""
    events.subscribe(ObjectivesChanged, settling.follow_objectives)
    events.subscribe(MeasuresChanged, settling.follow_measures)
    events.subscribe(PersonRemoved, settling.follow_leaving)
    events.subscribe(CommitmentsWritten, settling.follow_objectives)
