"""What a lexicon of text cues holds (methods.md 6.10). Each language has one, with a version that an answer can name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """The words and phrases of one language, all in lower case; phrases are words with blanks between.

    ``traits``: what somebody is said to be, rather than what they did; ``things``: what such a word may describe instead
    of a person, where it stands right behind. ``praise``: praise that says nothing of what was done. ``loaded``: words that
    accuse or leave no way out. ``hedges``: words that take back what is said. ``advice``: what to do next. ``evidence``:
    words that lead to a situation or an effect. ``dates``: words of the calendar that mean nothing else.
    """

    language: str
    version: str
    traits: frozenset[str]
    things: frozenset[str]
    praise: frozenset[str]
    loaded: frozenset[str]
    hedges: frozenset[str]
    advice: frozenset[str]
    evidence: frozenset[str]
    dates: frozenset[str]


def phrases(text: str) -> frozenset[str]:
    """The phrases of a list that is written as a text with ; between.

    >>> sorted(phrases("good job; keep it  up"))
    ['good job', 'keep it up']
    """
    return frozenset(" ".join(phrase.split()) for phrase in text.split(";") if phrase.strip())
