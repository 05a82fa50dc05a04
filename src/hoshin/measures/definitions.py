"""What a measure's definition says from which day until which: pure, on spans that follow each other without gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

# What decides how values become scores. The row of the measure says it as of today, past definitions until a day each.
DATED = ("direction", "aggregation", "across_units", "formula", "method")


@dataclass(frozen=True, slots=True)
class DatedDefinition:
    """What a definition says, as far as past scores rest on it."""

    direction: str
    aggregation: str
    across_units: str
    formula: str
    method: str

    @classmethod
    def by(cls, row: Any) -> "DatedDefinition":
        """What a measure or a past definition says."""
        return cls(*(str(getattr(row, name)) for name in DATED))


@dataclass(frozen=True, slots=True)
class SaidUntil:
    """What held until a day (exclusive); None: it holds on."""

    until: date | None
    said: DatedDefinition


def said_since(spans: Sequence[SaidUntil], since: date | None, changes: Mapping[str, str]) -> list[SaidUntil]:
    """The spans once these columns are as given from a day on (None: from the beginning).

    What holds later than that day has the new columns as well; spans that come to say the same become one.
    """
    found: list[SaidUntil] = []
    start: date | None = None
    for span in spans:
        changed = SaidUntil(span.until, replace(span.said, **changes))
        if since is None or (start is not None and start >= since):
            found.append(changed)
        elif span.until is not None and span.until <= since:
            found.append(span)
        else:
            found += [SaidUntil(since, span.said), changed]
        start = span.until
    return joined(found)


def joined(spans: Sequence[SaidUntil]) -> list[SaidUntil]:
    """The same with neighbours that say the same as one."""
    found: list[SaidUntil] = []
    for span in spans:
        if found and found[-1].said == span.said:
            found[-1] = span
        else:
            found.append(span)
    return found
