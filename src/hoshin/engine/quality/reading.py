"""What the text of a goal says, word by word: its verb, its content, its scope, its numbers and dates, what is vague."""

import re
from dataclasses import dataclass

from hoshin.engine.quality.english import ENGLISH
from hoshin.engine.quality.french import FRENCH
from hoshin.engine.quality.lexicon import Lexicon

LEXICONS = {lexicon.language: lexicon for lexicon in (ENGLISH, FRENCH)}
# A qualifier is no vague word where a number follows within so many words: "more than 20".
NUMBER_WITHIN = 3

_TOKEN = re.compile(r"[^\W\d_]+\d+(?!\w)|[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d.,  ]*\d|\d|[,;:]")
_DATE = re.compile(
    r"\b(?:\d{4}-\d{2}(?:-\d{2})?|\d{4}-[QW]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:19|20)\d{2})\b", re.IGNORECASE
)
_NUMBER = r"-?\d+(?:[ .,  ]\d+)*"
_UNIT = r"(?:\s?(?:%|‰|[^\W\d_]{1,12}))?"
_FROM_TO = re.compile(
    rf"\b(?:from|de|between)\s+(?P<start>{_NUMBER}){_UNIT}\s+(?:to|à|until)\s+(?P<end>{_NUMBER})",
    re.IGNORECASE,
)
_TO = re.compile(rf"\b(?:to|by|à|de|below|above|least|most|than|sous|moins|plus)\s+(?P<end>{_NUMBER})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GoalReading:
    """A text as it was read: ``tokens`` in lower case, ``content`` the words that say what it is about.

    ``verb``: the outcome verb at its head, or "". ``outcomes``: how many clauses begin with one. ``vague``: vague terms
    in their order. ``baseline``, ``target``: numbers as they were written, or "". ``has_date``: a date or span is named.
    """

    lexicon: Lexicon
    tokens: tuple[str, ...]
    content: tuple[str, ...]
    verb: str
    outcomes: int
    has_scope: bool
    vague: tuple[str, ...]
    baseline: str
    target: str
    has_date: bool

    @property
    def words(self) -> int:
        return sum(1 for word in self.tokens if word not in ",;:")

    @property
    def is_delivery(self) -> bool:
        """Whether it is reached once, by something that is then there."""
        return self.verb in self.lexicon.deliveries


def lexicon_for(text: str, language: str = "en") -> Lexicon:
    """The lexicon of the language in which a text seems to be written; where nothing tells, that of ``language``.

    >>> lexicon_for("Réduire le délai de réponse pour les clients").language
    'fr'
    """
    words = tokens_of(text)
    known = {
        name: sum(word in lexicon.stops or word in lexicon.outcomes or word in lexicon.vague_verbs for word in words)
        for name, lexicon in LEXICONS.items()
    }
    best = max(known.values())
    otherwise = language if language in LEXICONS else "en"
    return LEXICONS[otherwise if known[otherwise] == best else max(known, key=lambda name: known[name])]


def read_goal(text: str, language: str = "en") -> GoalReading:
    """Read the text of a goal with the lexicon of its language.

    >>> reading = read_goal("Improve support and sell more than 20 licences")
    >>> reading.vague, reading.content
    (('improve',), ('support', 'licences'))
    """
    lexicon = lexicon_for(text, language)
    tokens = tokens_of(text)
    first = next((word for word in tokens if word not in ",;:"), "")
    heads = {at for at in range(len(tokens)) if _begins_clause(lexicon, tokens, at)}
    start, end = _way(text, lexicon)
    return GoalReading(
        lexicon,
        tokens,
        tuple(
            t for at, t in enumerate(tokens) if _is_content(lexicon, t) and not (at in heads and _is_vague(lexicon, t))
        ),
        first if first in lexicon.outcomes else "",
        sum(tokens[at] in lexicon.outcomes for at in heads),
        _has_scope(lexicon, tokens),
        _vague_terms(lexicon, tokens, heads),
        start,
        end,
        bool(_DATE.search(text)) or not lexicon.dates.isdisjoint(tokens),
    )


def tokens_of(text: str) -> tuple[str, ...]:
    """The words, numbers and marks between clauses of a text, in lower case."""
    return tuple(token.casefold() for token in _TOKEN.findall(text))


def _begins_clause(lexicon: Lexicon, tokens: tuple[str, ...], at: int) -> bool:
    return at == 0 or tokens[at - 1] in lexicon.joins or tokens[at - 1] in ",;:"


def _is_date(lexicon: Lexicon, token: str) -> bool:
    return token in lexicon.dates or token in lexicon.spans or token[0].isdigit()


def _is_content(lexicon: Lexicon, token: str) -> bool:
    return (
        len(token) > 1
        and not _is_date(lexicon, token)
        and token not in lexicon.stops
        and token not in lexicon.outcomes
        and token not in lexicon.qualifiers
    )


def _is_vague(lexicon: Lexicon, token: str) -> bool:
    """A verb that promises effort, where it heads a clause: "support tickets" are something else."""
    return token in lexicon.vague_verbs


def _has_scope(lexicon: Lexicon, tokens: tuple[str, ...]) -> bool:
    """Whether a preposition leads to a noun that is no date: for enterprise customers, but not in March."""
    for at, token in enumerate(tokens):
        if token in lexicon.scopes:
            following = (word for word in tokens[at + 1 :] if word not in lexicon.stops)
            noun = next(following, ",")
            if noun not in ",;:" and not _is_date(lexicon, noun):
                return True
    return False


def _vague_terms(lexicon: Lexicon, tokens: tuple[str, ...], heads: set[int]) -> tuple[str, ...]:
    found: list[tuple[int, str]] = []
    for at, token in enumerate(tokens):
        if at in heads and _is_vague(lexicon, token):
            found.append((at, token))
        elif token in lexicon.qualifiers:
            following = tokens[at + 1 : at + 1 + NUMBER_WITHIN]
            if not any(word[0].isdigit() for word in following):
                found.append((at, token))
    folded = " ".join(tokens)
    escapes = [(len(tokens), clause) for clause in lexicon.escapes if f" {clause} " in f" {folded} "]
    covered = {word for _at, clause in escapes for word in clause.split()}
    kept = [(at, term) for at, term in found if term not in covered]
    return tuple(term for _at, term in sorted(kept + escapes))


def _way(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """The numbers from which and to which it is to go, as far as the text names them; years and days are none."""
    whole = _FROM_TO.search(text)
    if whole:
        return whole["start"], whole["end"]
    for found in _TO.finditer(text):
        after = tokens_of(text[found.end() :])[:1]
        is_day = bool(after) and after[0] in lexicon.dates
        if not is_day and not _DATE.match(text, found.start("end")):
            return "", found["end"]
    return "", ""
