"""Where commentary stands on a page: beside a score, beside a value, in an explanation, on the page of a thing."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from zlib import crc32

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.commentary.models import Attachment, Commentary
from hoshin.commentary.policies import commentable, may_comment
from hoshin.commentary.selectors import attachments_on, beside, commentaries_beside, commentaries_on, commentary_beside
from hoshin.measures.models import Measure
from hoshin.org.models import Unit
from hoshin.scorecards.selectors import NodeLine
from hoshin.strategy.models import Objective
from hoshin.web.jinja import url

SHOWN = 6
_IDS = re.compile(r"said-(line|cell|why|section)-[mo][0-9a-f]{8}-[0-9A-Z-]{4,10}")


@dataclass(frozen=True, slots=True)
class SaidPlace:
    """A place for commentary on a thing in a period. `rows`: what was said of earlier periods as well.

    `look`: a line beside a score, a cell beside a value, why (in an explanation) or a section of its own.
    """

    look: str
    kind: str
    code: str
    unit: str
    period: Period
    row: Commentary | None = None
    may_write: bool = False
    is_asked: bool = False
    rows: Sequence[Commentary] = ()
    attached: Sequence[Attachment] = ()

    @property
    def id(self) -> str:
        """Names the place on its page; the answer to who writes there is put into it."""
        return f"said-{self.look}-{self.kind[0]}{crc32(f'{self.code}/{self.unit}'.encode()):08x}-{self.period}"

    @property
    def address(self) -> str:
        """Where it is read in full and written: that of the period, or of the one that is said of."""
        period = self.row.period if self.row else self.period
        return address_of(self.kind, self.code, period, self.unit, self.id)


def address_of(kind: str, code: str, period: Period, unit: str = "", place: str = "") -> str:
    """Where commentary on a thing is read and written."""
    return url("comment", kind, code, str(period), unit=unit, place=place)


def look_of(place: str) -> str:
    """The look of the place that an address names; empty where it names none."""
    found = _IDS.fullmatch(place)
    return found[1] if found else ""


def period_of_section(place: str) -> Period | None:
    """The period of the page whose section an address names; None where it names none."""
    return Period.parse(place.split("-", 3)[3]) if look_of(place) == "section" else None


def said_section(actor: Actor, thing: Measure | Objective, period: Period, unit: Unit | None) -> SaidPlace:
    """The section of a thing's page. Three queries or four."""
    rows = list(commentaries_on(actor, thing, unit)[:SHOWN])
    row = next((one for one in rows if one.period == period), None)
    attached = attachments_on(actor, thing, unit)
    may_write = may_comment(actor, thing, unit)
    return SaidPlace("section", *_named(thing, unit), period, row, may_write, rows=rows, attached=attached)


def said_beside(
    actor: Actor, lines: Collection[NodeLine], period: Period, asked: Collection[int]
) -> Callable[[NodeLine], SaidPlace | None]:
    """What stands beside the scores of a scorecard, and where the plan asks for it, by their statuses.

    One query; three more at most where something is asked for that others than the office may say.
    """
    found = commentaries_beside(actor, lines, period)
    silent = [line for line in lines if line.status in asked and beside(found, line) is None]
    theirs = commentable(actor, silent)

    def said_of(line: NodeLine) -> SaidPlace | None:
        row = beside(found, line)
        is_asked = row is None and line.status in asked and (line.kind, line.ref, line.unit) in theirs
        if row is None and not is_asked:
            return None
        return SaidPlace("line", line.kind, line.code, line.unit, period, row, is_asked, is_asked)

    return said_of


def said_why(actor: Actor, thing: Measure | Objective, period: Period, unit: Unit | None) -> SaidPlace:
    """The place in an explanation. Two queries or three."""
    row = commentary_beside(actor, thing, period, unit)
    return SaidPlace("why", *_named(thing, unit), period, row, may_comment(actor, thing, unit))


def _named(thing: Measure | Objective, unit: Unit | None) -> tuple[str, str, str]:
    return "measure" if isinstance(thing, Measure) else "objective", thing.code, unit.code if unit else ""
