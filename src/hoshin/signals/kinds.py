"""The rules of the house: what each says, from which cut points on, how grave it is, and what usually helps.

What makes a rule speak stands in `services/detectors`. A changed rule gets another version here, which signals keep.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise

from hoshin.accounts.sight import Relation
from hoshin.base.wordings import Wording
from hoshin.signals.models import SignalDirection, SignalRule


@dataclass(frozen=True, slots=True)
class CutPoint:
    """A number from which on a rule speaks, and between what it may be set."""

    name: str
    label: str | Promise
    usual: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A picture of what a signal compared: the facts that hold the length and the line, drawn where both are there."""

    label: str | Promise
    found: str
    line: str


@dataclass(frozen=True, slots=True)
class RuleKind:
    """A rule of the house.

    `wording` says its facts, `good` those of a signal that is favourable. `amounts` are the facts that are values of the
    measure, `scores` those that are scores. `is_told`: somebody is told; what stands among what they owe already is not
    told a second time. `bars` stand where neither values nor scores can be drawn. `is_of_heads`: whoever heads the unit
    sees it, and HR of it where its facts say so (`hr`); no role does. `seen_beside`: who besides sees what is about a
    person, a week after them. `by_chance`: each subject is tested, so that false alarms are held across all of them.
    """

    code: str
    label: str | Promise
    wording: Wording
    play: str | Promise
    good: Wording | None = None
    severity: int = 2
    version: int = 1
    cuts: tuple[CutPoint, ...] = ()
    amounts: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    is_told: bool = True
    is_of_heads: bool = False
    seen_beside: tuple[Relation, ...] = (Relation.HR_OF_UNIT, Relation.UNIT_HEAD)
    by_chance: bool = False

    def says(self, direction: str) -> Wording:
        return self.good if self.good is not None and direction == SignalDirection.FAVOURABLE else self.wording


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """A rule as it is set now, with the row of it, if the office ever touched it."""

    kind: RuleKind
    row: SignalRule | None = None

    @property
    def is_on(self) -> bool:
        return self.row is None or self.row.is_on

    @property
    def cuts(self) -> Mapping[str, float]:
        usual = {cut.name: cut.usual for cut in self.kind.cuts}
        return usual | {name: value for name, value in (self.row.cuts if self.row else {}).items() if name in usual}

    @property
    def play(self) -> str:
        return (self.row.play if self.row else "") or str(self.kind.play)

    @property
    def version(self) -> str:
        """That of the rule, and that of what the office set."""
        return f"{self.kind.version}.{self.row.version if self.row else 0}"


@cache
def rule_kinds() -> dict[str, RuleKind]:
    """Every rule of the house by its code, in the order in which they are listed."""
    from hoshin.signals.catalogue import KINDS  # the catalogue is made of what stands here

    return {kind.code: kind for kind in KINDS}


def kind_of(code: str) -> RuleKind | None:
    """A rule of the house; None for rules of one's own, and for one that is no more."""
    return rule_kinds().get(code)
