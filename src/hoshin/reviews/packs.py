"""How much of the evidence on somebody there is before results are looked at: the parts that are there of all that apply.

A part applies where the cycle asks for it, and goals, talks and feedback where anybody whom the cycle is about has them:
an organisation that keeps its goals elsewhere lacks none.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoshin.reviews.questions import ReviewSource

# Below it scores are not held side by side.
LEAST_COMPLETE = 0.6


class PackPart(models.TextChoices):
    """What may speak for somebody's result, in the order in which it is named."""

    SELF = "self", _("their own review")
    MANAGER = "manager", _("their manager's review")
    OTHER = "other", _("the review of whoever leads them by a dotted line or in a project")
    PEER = "peer", _("reviews of three peers")
    REPORT = "report", _("reviews of three reports")
    CITED = "cited", _("something dated that their manager cites")
    GOALS = "goals", _("goals of the time")
    TALKS = "talks", _("check-ins, or notes of 1:1s")
    FEEDBACK = "feedback", _("feedback that they were given")


_OF_SOURCE = {
    ReviewSource.SELF.value: PackPart.SELF,
    ReviewSource.MANAGER.value: PackPart.MANAGER,
    ReviewSource.OTHER.value: PackPart.OTHER,
    ReviewSource.PEER.value: PackPart.PEER,
    ReviewSource.REPORT.value: PackPart.REPORT,
}
_MANAGER = ReviewSource.MANAGER.value
_LEAST = {PackPart.PEER: 3, PackPart.REPORT: 3}
KEPT_HERE = (PackPart.GOALS, PackPart.TALKS, PackPart.FEEDBACK)


class FormTold(NamedTuple):
    """A form that was asked for: about whom, as whom, whether it was handed in, and whether it cites anything."""

    person: int
    source: str
    is_done: bool
    cites: bool


@dataclass(frozen=True, slots=True)
class EvidencePack:
    """`completeness`: the share of parts that are there, 0 to 1; None where none applies. `lacks`: those that are not."""

    completeness: float | None
    lacks: list[str]

    @property
    def is_thin(self) -> bool:
        return is_thin(self.completeness)


def is_thin(completeness: float | None) -> bool:
    """Whether too little is there for scores to be held side by side."""
    return completeness is not None and completeness < LEAST_COMPLETE


def missing_text(lacks: Iterable[str]) -> str:
    """Parts that are not there, in the language of whoever reads."""
    return ", ".join(str(PackPart(part).label) for part in lacks)


def packs_of(
    people: Iterable[int], forms: Iterable[FormTold], has_peers: bool, kept: Mapping[PackPart, Collection[int]]
) -> dict[int, EvidencePack]:
    """The pack of each of these people. `kept`: who has goals, talks and feedback of the time here."""
    of: dict[int, list[FormTold]] = {person: [] for person in people}
    for form in forms:
        of[form.person].append(form)
    used = [part for part in KEPT_HERE if kept.get(part)]
    return {person: _pack(own, has_peers, {part: person in kept[part] for part in used}) for person, own in of.items()}


def _pack(forms: Sequence[FormTold], has_peers: bool, kept: Mapping[PackPart, bool]) -> EvidencePack:
    asked = Counter([form.source for form in forms])
    done = Counter([form.source for form in forms if form.is_done])
    # Whoever named nobody lacks their peers all the same.
    is_there = {
        part: done[source] >= _LEAST.get(part, 1)
        for source, part in _OF_SOURCE.items()
        if asked[source] or (has_peers and part == PackPart.PEER)
    }
    if kept and PackPart.MANAGER in is_there:
        is_there[PackPart.CITED] = any(form.is_done and form.cites for form in forms if form.source == _MANAGER)
    is_there |= kept
    lacks = [part.value for part in PackPart if not is_there.get(part, True)]
    return EvidencePack(1 - len(lacks) / len(is_there) if is_there else None, lacks)
