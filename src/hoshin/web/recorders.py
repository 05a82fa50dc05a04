"""Who may record values of which lines, known before the rows are drawn."""

from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.measures.policies import MeasureRight
from hoshin.org.selectors import person_of
from hoshin.scorecards.selectors import NodeLine


@dataclass(frozen=True, slots=True)
class Recorder:
    """What somebody may record of the lines of a page, by who they are to them."""

    person: int | None
    may_record_any: bool

    def may_record(self, line: NodeLine) -> bool:
        return line.kind == "measure" and (self.may_record_any or self._is_theirs(line))

    def _is_theirs(self, line: NodeLine) -> bool:
        return self.person is not None and self.person in (line.owner_id, line.supplier_id)


def recorder_of(actor: Actor) -> Recorder:
    """What the actor may record, whatever is asked of it. At most two queries."""
    may_record_any = actor.has(MeasureRight.RECORD_ANY)
    person = person_of(actor) if actor.has(MeasureRight.RECORD_OWN) and not may_record_any else None
    return Recorder(person.pk if person else None, may_record_any)
