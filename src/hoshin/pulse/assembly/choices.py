"""What was chosen among options: which groups may be told it, and the counts. An audit of each question, as of drivers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Ints
from hoshin.pulse.assembly.groups import audited, groups_to_show
from hoshin.pulse.library import OnlyIf, SurveyQuestion

Tallies = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class ChoiceFigures:
    """What one group chose: how many answered, and how many chose each option."""

    group: int
    question: str
    n: int
    counts: list[int]


def chosen(
    questions: Sequence[SurveyQuestion], tallies: Sequence[Tallies], parents: Sequence[int], smallest: int
) -> tuple[list[ChoiceFigures], dict[str, dict[str, int | bool]]]:
    """The counts that may be shown, with the audit of each question; `tallies` are of those directly in each group.

    In nothing that is shown, or follows from it, have all chosen the same option. A question that depends on another is told
    only where the other is: how many were asked tells what they chose there.
    """
    found, audits = list[ChoiceFigures](), {}
    shown_of: dict[str, Bools] = {}
    for question in questions:
        own_n, counts = _counted(question, tallies)
        all_chose = (counts == own_n[:, None]) & (own_n > 0)[:, None]
        low = np.where(own_n[:, None] > 0, all_chose.astype(np.float64), np.inf)
        high = np.where(own_n[:, None] > 0, 1.0, -np.inf) * np.ones_like(low)
        shown = groups_to_show(parents, own_n, low, high, smallest).shown
        if question.only_if is not None:
            shown = shown & shown_of.get(question.only_if.question, np.zeros_like(shown))
        shown_of[question.code] = shown
        audits[question.code] = audited(parents, own_n, shown, smallest)
        n, total = _up(own_n[:, None], parents)[:, 0], _up(counts, parents)
        found += [
            ChoiceFigures(at, question.code, int(n[at]), total[at].tolist()) for at in np.flatnonzero(shown).tolist()
        ]
    return found, audits


def together(tallies: Sequence[Tallies]) -> dict[str, dict[str, int]]:
    """Counts of several groups, added."""
    total: dict[str, dict[str, int]] = {}
    for one in tallies:
        for question, counts in one.items():
            held = total.setdefault(question, {})
            for key, count in counts.items():
                held[key] = held.get(key, 0) + count
    return total


def least_asked(condition: OnlyIf, tally: Mapping[str, Mapping[str, int]]) -> int:
    """How many people were asked what depends on this, at least: of several options one may have chosen more than one."""
    counts = tally.get(condition.question, {})
    return max((counts.get(str(option), 0) for option in condition.options), default=0)


def _counted(question: SurveyQuestion, tallies: Sequence[Tallies]) -> tuple[Ints, Ints]:
    places = range(len(question.choices("en")))
    rows = [one.get(question.code, {}) for one in tallies]
    n = np.array([row.get("n", 0) for row in rows], np.int64)
    return n, np.array([[row.get(str(place), 0) for place in places] for row in rows], np.int64)


def _up(values: Ints, parents: Sequence[int]) -> Ints:
    """Sums of those in each group and all below."""
    total = values.copy()
    for at in range(len(total) - 1, 0, -1):
        total[parents[at]] += total[at]
    return total
