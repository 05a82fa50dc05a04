"""Who may record values and comment on which lines, known before the rows are drawn."""

from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.commentary.policies import CommentaryRight
from hoshin.measures.policies import MeasureRight
from hoshin.org.selectors import person_of
from hoshin.scorecards.selectors import NodeLine


@dataclass(frozen=True, slots=True)
class Recorder:
    """What somebody may do with the lines of a page, by who they are to them.

    Heads of units, who may comment on what is of their unit, find that in the explanation of a score.
    """

    person: int | None
    may_record_any: bool
    may_comment_any: bool

    def may_record(self, line: NodeLine) -> bool:
        return line.kind == "measure" and (self.may_record_any or self._is_theirs(line))

    def may_comment(self, line: NodeLine) -> bool:
        return line.kind in ("measure", "objective") and (self.may_comment_any or self._is_theirs(line))

    def _is_theirs(self, line: NodeLine) -> bool:
        return self.person is not None and self.person in (line.owner_id, line.supplier_id)


def recorder_of(actor: Actor) -> Recorder:
    """What the actor may do, whatever is asked of it. At most two queries."""
    may_record_any, may_comment_any = actor.has(MeasureRight.RECORD_ANY), actor.has(CommentaryRight.WRITE_ANY)
    has_own = actor.has(MeasureRight.RECORD_OWN) and not (may_record_any and may_comment_any)
    person = person_of(actor) if has_own else None
    return Recorder(person.pk if person else None, may_record_any, may_comment_any)
