"""Commentary as the bulk service takes it: plain values, things by their codes."""

from datetime import datetime
from typing import NamedTuple

from hoshin.base.periods import Period


class CommentaryRow(NamedTuple):
    """What is said of one measure or one objective in a period, for one unit or (unit "") the whole."""

    measure: str
    objective: str
    unit: str
    period: Period
    happened: str = ""
    why: str = ""
    next_steps: str = ""
    written_by: str = ""
    written_at: datetime | None = None


class AttachmentRow(NamedTuple):
    """A link, or the name of a file, on one measure or one objective, or on what it was in a period."""

    measure: str
    objective: str
    unit: str
    period: Period | None
    title: str = ""
    address: str = ""
    file: str = ""
    added_by: str = ""
