"""Rules and signals as the bulk services and the sheets take them: plain values, things by their codes."""

from datetime import datetime
from typing import NamedTuple

from hoshin.base.periods import Period


class SignalRuleRow(NamedTuple):
    """How a rule of the house is set."""

    code: str
    speaks: bool
    cut_points: tuple[str, ...]
    play: str


class WatchRuleRow(NamedTuple):
    """A rule of somebody's own."""

    code: str
    name: str
    owner: str
    tells: str
    measure: str
    unit: str
    formula: str
    comparison: str
    line: float
    periods: int
    speaks: bool


class SignalRow(NamedTuple):
    """A signal as it is written out."""

    number: str
    rule: str
    version: str
    watch_rule: str
    measure: str
    objective: str
    person: str
    unit: str
    plan: str
    direction: str
    period: Period | None
    severity: int
    sentence: str
    p_value: float | None
    state: str
    first_seen_at: datetime
    last_seen_at: datetime
    periods: int
    handed_to: str
    useful: str
