"""What was known when a decision was taken, read from its evidence: how things stood, and the scores found again."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from hoshin.base.periods import Period
from hoshin.decisions.models import DecisionEvidence
from hoshin.scorecards.assembly.frozen import found_again

FORMAT = 1
MOST_VALUES = 24


@dataclass(frozen=True, slots=True)
class FrozenThing:
    """How something that a decision is about stood then: figures None where there were none."""

    kind: str
    code: str
    name: str
    plan: str
    period: Period | None
    score: float | None
    value: float | None
    target: float | None
    unit_of_measure: str
    values: tuple[tuple[str, float | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A score as it was frozen, and as it is found again from what was frozen."""

    code: str
    stated: float | None
    again: float | None

    @property
    def is_same(self) -> bool:
        return self.stated == self.again


def digest_of(text: str) -> str:
    """By what evidence is known: the SHA-256 of its text."""
    return hashlib.sha256(text.encode()).hexdigest()


def things_of(evidence: DecisionEvidence) -> list[FrozenThing]:
    """How everything that the decision is about stood then."""
    return [_thing(said) for said in json.loads(evidence.content)["things"]]


def found_again_from(evidence: DecisionEvidence) -> list[Recomputed]:
    """The scores of what the decision is about, found again from the evidence alone."""
    found: list[Recomputed] = []
    for held in json.loads(evidence.content)["scores"]:
        again = found_again(held["inputs"])
        found += [Recomputed(one["code"], one["score"], again.get(one["node"])) for one in held["stated"]]
    return found


def is_untouched(evidence: DecisionEvidence) -> bool:
    """Whether the text is the one that was frozen."""
    return digest_of(evidence.content) == evidence.digest


def _thing(said: dict[str, Any]) -> FrozenThing:
    values = tuple((one["period"], one["value"], one["recorded_at"]) for one in said["values"])
    period = Period.parse(said["period"]) if said["period"] else None
    return FrozenThing(**{**said, "period": period, "values": values})
