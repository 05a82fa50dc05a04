"""What detectors say: what they found, and of what nothing can be said now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from hoshin.base.periods import Period
from hoshin.signals.kinds import RuleSetting
from hoshin.signals.models import SignalDirection


class SubjectKey(NamedTuple):
    """What a signal is about, by numbers of rows; 0 for none."""

    measure: int = 0
    objective: int = 0
    person: int = 0
    unit: int = 0
    plan: int = 0
    watch_rule: int = 0


@dataclass(frozen=True, slots=True)
class SignalFinding:
    """A rule speaks of a subject. `node`: the number of what has the score on a scorecard, for its weight and causes."""

    subject: SubjectKey
    direction: SignalDirection
    severity: int
    facts: Mapping[str, Any]
    period: Period | None = None
    p_value: float | None = None
    node: int = 0
    version: str = ""

    @property
    def key(self) -> tuple[SubjectKey, str]:
        return self.subject, self.direction


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """What one rule said in one look: found, and the subjects of which too little is known to say anything.

    Whatever else the look reached was judged, and is not so.
    """

    rule: str
    version: str
    found: tuple[SignalFinding, ...] = ()
    unknown: frozenset[SubjectKey] = frozenset()


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at: on which day, by which settings; all there is, or (`measures`) what hangs on some measures.

    `objectives`: those that these measures serve.
    """

    today: date
    settings: Mapping[str, RuleSetting]
    measures: frozenset[int] | None = None
    objectives: frozenset[int] = field(default_factory=frozenset)

    def is_on(self, rule: str) -> bool:
        return self.settings[rule].is_on

    def cuts(self, rule: str) -> Mapping[str, float]:
        return self.settings[rule].cuts

    def judged(
        self,
        rule: str,
        found: tuple[SignalFinding, ...] | list[SignalFinding],
        unknown: set[SubjectKey] | frozenset[SubjectKey] = frozenset(),
    ) -> RuleSaid:
        """What a rule said, by its version."""
        return RuleSaid(rule, self.settings[rule].version, tuple(found), frozenset(unknown))
