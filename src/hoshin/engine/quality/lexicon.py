"""What a lexicon of goals holds. Each language has one, with a version, so that an answer can name what it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, all in lower case.

    ``outcomes``: verbs that say what is to come about, in all their forms; ``deliveries``: those of them that end once,
    with a delivery. ``vague_verbs``: verbs that promise effort, each with verbs to consider instead; ``qualifiers``:
    words that cannot be checked; ``escapes``: clauses through which a promise escapes; ``scopes``: prepositions that say
    for whom or where; ``joins``: words after which another clause begins; ``dates``: words of the calendar; ``spans``:
    lengths of time, which name no day.
    """

    language: str
    version: str
    outcomes: frozenset[str]
    deliveries: frozenset[str]
    vague_verbs: Mapping[str, str]
    qualifiers: frozenset[str]
    escapes: tuple[str, ...]
    scopes: frozenset[str]
    joins: frozenset[str]
    stops: frozenset[str]
    dates: frozenset[str]
    spans: frozenset[str]


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is written as a text, one after the other.

    >>> sorted(words_of("more  than"))
    ['more', 'than']
    """
    return frozenset(text.split())


def english_forms(verbs: Iterable[str]) -> frozenset[str]:
    """Regular verbs as they stand and with -s, -ing and -ed.

    >>> sorted(english_forms(["reduce"]))
    ['reduce', 'reduced', 'reduces', 'reducing']
    """
    found: set[str] = set()
    for verb in verbs:
        stem = verb.removesuffix("e")
        found |= {verb, f"{verb}s", f"{stem}ing", f"{stem}ed"}
    return frozenset(found)
