"""What was known when a decision was taken, read from its evidence: how things stood, and the figures found again."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hoshin.base.periods import Period
from hoshin.decisions.assembly.again import level_again, progress_again
from hoshin.decisions.models import DecisionEvidence
from hoshin.scorecards.assembly.frozen import found_again
from hoshin.signals.sentences import sentence_from

FIGURES = ("score", "value", "target")


@dataclass(frozen=True, slots=True)
class FrozenThing:
    """How something that a decision is about stood then: figures None where there were none.

    `row`: its number, None in what was kept before 28 November 2026. `rests_on`: what its value was computed from, where
    that is neither recorded nor a score.
    """

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
    row: int | None = None
    rests_on: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A figure (score, value, target) as it was frozen, and as it is found again from what was frozen."""

    kind: str
    code: str
    name: str
    figure: str
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


def signal_of(evidence: DecisionEvidence) -> str:
    """What the signal that raised the question said; "" where none did."""
    kept = json.loads(evidence.content).get("signal")
    return sentence_from(kept) if kept else ""


def found_again_from(evidence: DecisionEvidence) -> list[Recomputed]:
    """The figures of what the decision is about, found again from the evidence alone; none of what had none."""
    things = {(thing.kind, thing.code): thing for thing in things_of(evidence)}
    by_code = {thing.code: thing for thing in things.values()}
    found = [one for thing in things.values() for one in _own_figures(thing)]
    for held in json.loads(evidence.content)["scores"]:
        again = found_again(held["inputs"])
        for said in held["stated"]:
            thing, figures = (
                things.get((said.get("kind", ""), said["code"])) or by_code[said["code"]],
                again.get(said["node"]),
            )
            found += [
                Recomputed(thing.kind, thing.code, thing.name, figure, said[figure], getattr(figures, figure, None))
                for figure in FIGURES
                if said.get(figure) is not None
            ]
    return found


def is_untouched(evidence: DecisionEvidence) -> bool:
    """Whether the text is the one that was frozen."""
    return digest_of(evidence.content) == evidence.digest


def _own_figures(thing: FrozenThing) -> Iterator[Recomputed]:
    """Of an initiative how far it is, from its milestones; of a risk its level, from likelihood and impact."""
    rests_on = thing.rests_on
    if thing.value is None or not rests_on:
        return
    again = progress_again(rests_on["steps"]) if thing.kind == "initiative" else level_again(rests_on)
    yield Recomputed(thing.kind, thing.code, thing.name, "value", thing.value, again)


def _thing(said: dict[str, Any]) -> FrozenThing:
    values = tuple((one["period"], one["value"], one["recorded_at"]) for one in said["values"])
    period = Period.parse(said["period"]) if said["period"] else None
    return FrozenThing(**{**said, "period": period, "values": values})
