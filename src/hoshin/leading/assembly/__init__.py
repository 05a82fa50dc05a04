"""What the engine says of many texts about people: counts of cues, and how those about one group differ from others."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import numpy as np

from hoshin.engine.quality import Cue, WordingDifference, compare_wording, read_cues

# What is compared; praise only where nothing says what it was for, as the coach asks.
CUES = (Cue.TRAIT, Cue.PRAISE, Cue.LOADED, Cue.HEDGE, Cue.ADVICE, Cue.OUTCOME)


@dataclass(slots=True)
class CountedTexts:
    """Counts of texts, one row for each: of the text itself nothing is kept."""

    counts: list[tuple[int, ...]] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    authors: list[int] = field(default_factory=list)
    groups: list[tuple[str, ...]] = field(default_factory=list)


def counted(rows: Iterable[tuple[str, int, tuple[str, ...]]], measures: Collection[str]) -> CountedTexts:
    """The cues of texts, each given with its author and the groups of whom it is about."""
    found = CountedTexts()
    for text, author, groups in rows:
        cues = read_cues(text, measures=measures)
        is_shown = bool(cues.found[Cue.OUTCOME] or cues.found[Cue.EVIDENCE])
        left_out = {Cue.PRAISE} if is_shown else set()
        found.counts.append(tuple(0 if cue in left_out else len(cues.found[cue]) for cue in CUES))
        found.words.append(cues.words)
        found.authors.append(author)
        found.groups.append(groups)
    return found


def differences(texts: CountedTexts, by: int) -> list[tuple[str, str, WordingDifference]]:
    """What was compared by one of the facts of people: group, cue and how it differs. Who has no such fact is left out."""
    names = sorted({groups[by] for groups in texts.groups} - {""})
    number = {name: at for at, name in enumerate(names)}
    rows = [at for at, groups in enumerate(texts.groups) if groups[by]]
    found = compare_wording(
        np.array([texts.counts[at] for at in rows], dtype=float).reshape(len(rows), len(CUES)),
        np.array([texts.words[at] for at in rows], dtype=float),
        np.array([number[texts.groups[at][by]] for at in rows], dtype=int),
        np.array([texts.authors[at] for at in rows], dtype=int),
    )
    return [(names[one.group], CUES[one.cue].value, one) for one in found]
