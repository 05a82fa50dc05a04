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
