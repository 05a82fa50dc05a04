"""Initiatives and what hangs on them as the bulk services take them: plain values, all by their codes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from hoshin.base.periods import Period


class InitiativeRow(NamedTuple):
    """An initiative; `objectives` as `CODE` or `CODE=0.2..0.4`, `team` as employee ids."""

    code: str
    name: str
    objectives: tuple[str, ...] = ()
    owner: str = ""
    team: tuple[str, ...] = ()
    unit: str = ""
    start_date: date | None = None
    due_date: date | None = None
    budget: float | None = None
    currency: str = ""
    status: str = ""
    status_reason: str = ""
    status_until: date | None = None
    progress_measure: str = ""
    description: str = ""


class MilestoneRow(NamedTuple):
    """A milestone; `depends_on` as `CODE` of the same initiative or `INITIATIVE/CODE` of another."""

    initiative: str
    code: str
    name: str
    owner: str = ""
    weight: float = 1.0
    start_date: date | None = None
    due_date: date | None = None
    done_on: date | None = None
    completion: float = 0.0
    cancelled: bool = False
    depends_on: tuple[str, ...] = ()


class CostRow(NamedTuple):
    """What an initiative costs in a period; a currency that is said must be the organisation's."""

    initiative: str
    period: Period
    planned: float | None = None
    actual: float | None = None
    currency: str = ""
    note: str = ""


class BaselineRow(NamedTuple):
    """A plan as it was agreed; `milestones` as `CODE=start..due` or `CODE=due`."""

    initiative: str
    agreed_at: datetime
    agreed_by: str = ""
    note: str = ""
    start_date: date | None = None
    due_date: date | None = None
    milestones: tuple[str, ...] = ()


class ServedShare(NamedTuple):
    """The share of an objective's gap that is expected to be closed, from 0 to 1; None where nobody said."""

    code: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class MilestoneDraft:
    """A milestone as a template has it: days from the start of the initiative, and places of those that it waits for."""

    name: str
    from_day: int
    to_day: int
    weight: float = 1.0
    needs: tuple[int, ...] = ()


def effect_from(text: str) -> ServedShare:
    """What a text says of what is served: ValueError where it says nothing sensible.

    >>> [tuple(effect_from(text)) for text in ("C1", "C1=20%..40%", "C1 = 0.3")]
    [('C1', None, None), ('C1', 0.2, 0.4), ('C1', 0.3, 0.3)]
    """
    code, said, shares = (part.strip() for part in text.partition("="))
    if not said:
        return ServedShare(code)
    numbers = [_share(part) for part in shares.split("..")]
    if len(numbers) > 2 or not code or not 0 <= numbers[0] <= numbers[-1] <= 1:
        raise ValueError(text)
    return ServedShare(code, numbers[0], numbers[-1])


def effect_text(effect: ServedShare) -> str:
    """The text that says it: `CODE`, `CODE=0.3` or `CODE=0.2..0.4`."""
    if effect.low is None or effect.high is None:
        return effect.code
    return f"{effect.code}={effect.low:.10g}" + ("" if effect.low == effect.high else f"..{effect.high:.10g}")


def _share(text: str) -> float:
    text = text.strip()
    number = float(text.removesuffix("%").strip())
    return round(number / 100, 10) if text.endswith("%") else number
