"""Text cues in what is written about a person (methods.md 6.10): counts per 100 words, and neutral prompts for its writer.

Rules look at words, not at merit. Nothing is inferred of anybody: neither attributes nor feelings nor personality.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import nan

from hoshin.engine.quality.cue_lexicon import CueLexicon
from hoshin.engine.quality.english_cues import ENGLISH_CUES
from hoshin.engine.quality.french_cues import FRENCH_CUES
from hoshin.engine.quality.reading import lexicon_for, tokens_of

CUE_LEXICONS = {lexicon.language: lexicon for lexicon in (ENGLISH_CUES, FRENCH_CUES)}
LEAST_WORDS, SHORT_WORDS, LONG_WORDS, SILENT_WORDS = 3, 8, 250, 20
MOST_HEDGES, HEDGES_PER_100 = 2, 3.0


class Cue(StrEnum):
    """What is counted in a text."""

    TRAIT = "trait"
    PRAISE = "praise"
    LOADED = "loaded"
    HEDGE = "hedge"
    ADVICE = "advice"
    OUTCOME = "outcome"
    EVIDENCE = "evidence"


class CuePrompt(StrEnum):
    """What a writer may want to think about, the weightiest first."""

    TRAIT = "trait"
    LOADED = "loaded"
    VAGUE_PRAISE = "vague_praise"
    NO_OUTCOME = "no_outcome"
    HEDGED = "hedged"
    SHORT = "short"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class CueResult:
    """``found``: by cue the terms of the text in their order; ``prompts``: what to think about, with the terms it is about.

    ``lexicon`` is the version of the lists that were read.
    """

    language: str
    lexicon: str
    words: int
    found: Mapping[Cue, tuple[str, ...]]
    prompts: tuple[tuple[CuePrompt, tuple[str, ...]], ...]

    def per_100_words(self, cue: Cue) -> float:
        """How often a cue stands in 100 words; NaN in a text without any."""
        return 100 * len(self.found[cue]) / self.words if self.words else nan


def read_cues(text: str, language: str = "en", measures: Collection[str] = ()) -> CueResult:
    """Count the cues of a text; ``measures`` are names of measures, which refer to an outcome as numbers and dates do.

    >>> result = read_cues("Great job! You are abrasive.")
    >>> [(prompt.value, terms) for prompt, terms in result.prompts]
    [('trait', ('abrasive',)), ('vague_praise', ('great job',)), ('short', ())]
    >>> result.per_100_words(Cue.TRAIT)
    20.0
    """
    lexicon = CUE_LEXICONS[lexicon_for(text, language).language]
    words = tuple(word for word in tokens_of(text) if word not in ",;:")
    found = {
        Cue.TRAIT: _traits(lexicon, words),
        Cue.PRAISE: _terms(lexicon.praise, words),
        Cue.LOADED: _terms(lexicon.loaded, words),
        Cue.HEDGE: _terms(lexicon.hedges, words),
        Cue.ADVICE: _terms(lexicon.advice, words),
        Cue.OUTCOME: _outcomes(lexicon, words, measures),
        Cue.EVIDENCE: _terms(lexicon.evidence, words),
    }
    return CueResult(lexicon.language, lexicon.version, len(words), found, tuple(_prompts(words, found)))


def _prompts(words: tuple[str, ...], found: Mapping[Cue, tuple[str, ...]]) -> list[tuple[CuePrompt, tuple[str, ...]]]:
    number = len(words)
    if number < LEAST_WORDS:
        return []
    is_shown = bool(found[Cue.OUTCOME] or found[Cue.EVIDENCE])
    hedges = found[Cue.HEDGE]
    is_hedged = len(hedges) >= MOST_HEDGES and 100 * len(hedges) / number > HEDGES_PER_100
    asked = (
        (CuePrompt.TRAIT, bool(found[Cue.TRAIT]), found[Cue.TRAIT]),
        (CuePrompt.LOADED, bool(found[Cue.LOADED]), found[Cue.LOADED]),
        (CuePrompt.VAGUE_PRAISE, bool(found[Cue.PRAISE]) and not is_shown, found[Cue.PRAISE]),
        (CuePrompt.NO_OUTCOME, number >= SILENT_WORDS and not is_shown and not found[Cue.PRAISE], ()),
        (CuePrompt.HEDGED, is_hedged, hedges),
        (CuePrompt.SHORT, number < SHORT_WORDS, ()),
        (CuePrompt.LONG, number > LONG_WORDS, ()),
    )
    return [(prompt, tuple(dict.fromkeys(terms))) for prompt, holds, terms in asked if holds]


def _traits(lexicon: CueLexicon, words: tuple[str, ...]) -> tuple[str, ...]:
    """Words for what somebody is; an aggressive target is none, and in French such words follow what they describe."""
    return tuple(
        word
        for at, word in enumerate(words)
        if word in lexicon.traits
        and not lexicon.things.intersection(words[at + 1 : at + 2] if lexicon.language == "en" else words[at - 1 : at])
    )


def _outcomes(lexicon: CueLexicon, words: tuple[str, ...], measures: Collection[str]) -> tuple[str, ...]:
    numbers = tuple(word for word in words if word[0].isdigit() or word in lexicon.dates)
    return (*numbers, *_terms(_names(frozenset(measures)), words))


@lru_cache(maxsize=4)
def _names(measures: frozenset[str]) -> frozenset[str]:
    """Names of measures as words stand in a text; the same for each of very many texts."""
    names = {" ".join(word for word in tokens_of(name) if word not in ",;:") for name in measures}
    return frozenset(names - {""})


def _terms(terms: frozenset[str], words: tuple[str, ...]) -> tuple[str, ...]:
    """The terms that stand in the words, each time they do, in their order; of two that begin together the longest."""
    longest = max((term.count(" ") + 1 for term in terms), default=0)
    found, at = [], 0
    while at < len(words):
        spans = (" ".join(words[at : at + length]) for length in range(min(longest, len(words) - at), 0, -1))
        term = next((span for span in spans if span in terms), "")
        found += [term] if term else []
        at += term.count(" ") + 1
    return tuple(found)
