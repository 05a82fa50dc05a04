"""An agreement as the bulk service takes it."""

from datetime import datetime
from typing import NamedTuple


class AgreementRow(NamedTuple):
    """What two people agreed of a goal, by codes; `terms` as they are kept, in one line."""

    objective: str
    agreed_at: datetime
    owner: str
    counterpart: str
    terms: str
