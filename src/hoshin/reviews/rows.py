"""What somebody sends who prepares a cycle or writes a form, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hoshin.org.people_rules import EVERYBODY, PeopleRule


@dataclass(frozen=True, slots=True)
class CyclePlan:
    """A cycle as it is prepared: the columns of `ReviewCycle` by their names."""

    name: str
    starts_on: date
    ends_on: date
    write_until: date
    release_on: date
    nominate_until: date | None = None
    unit_id: int | None = None
    only: PeopleRule = EVERYBODY
    excluded: Sequence[int] = ()
    questions: Sequence[Mapping[str, Any]] = ()
    has_manager: bool = True
    has_self: bool = True
    has_others: bool = False
    has_peers: bool = False
    has_reports: bool = False
    has_outside: bool = False
    names_peers: bool = False
    formula: str = ""
    appeal_days: int = 14
    least_days: int = 30


@dataclass(frozen=True, slots=True)
class AnswersTyped:
    """What stands in a form as its writer sends it: texts and ratings by question, and what they cite by question."""

    texts: Mapping[str, str] = field(default_factory=dict)
    ratings: Mapping[str, int | None] = field(default_factory=dict)
    cited: Mapping[str, Sequence[str]] = field(default_factory=dict)
    seconds: int = 0
