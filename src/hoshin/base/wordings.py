"""Says what was stored as a code with its facts, in the language of whoever reads it.

What happened outlives the words of its day: a change or a problem is kept as a code and plain facts (text, numbers, days,
periods as 2026-10), and the app that wrote it words both when they are shown. The wordings stand on the app's card.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext

from hoshin.base.cards import entries
from hoshin.base.formats import in_format
from hoshin.base.languages import ENGLISH, speaking
from hoshin.base.periods import Frequency, Period
from hoshin.base.rounding import figure, significant

_PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Wording:
    """How a code is said: by the first of its texts for which all facts are there. `values` puts single facts in words."""

    code: str
    texts: tuple[str | Promise, ...]
    values: Mapping[str, Callable[[Any], str]]
    of_one: str | Promise = ""

    def said(self, facts: Mapping[str, Any]) -> str | None:
        """The sentence; None where facts are missing for each of the texts. Of a count of one, as it is said of one."""
        texts = (self.of_one, *self.texts) if self.of_one and facts.get("count") == 1 else self.texts
        for text in map(str, texts):
            if places_of(text) <= facts.keys():
                return text % {name: self._shown(name, facts[name]) for name in places_of(text)}
        return None

    def _shown(self, name: str, value: Any) -> str:
        return str(self.values[name](value)) if name in self.values else shown(value)

    def has_word(self, word: str) -> bool:
        """Whether a word of the texts themselves begins like this one."""
        texts = " ".join(_PLACE.sub(" ", str(text)) for text in (self.of_one, *self.texts))
        return any(found.startswith(word.casefold()) for found in re.findall(r"\w+", texts.casefold()))


def wording(code: str, *texts: str | Promise, of_one: str | Promise = "", **values: Callable[[Any], str]) -> Wording:
    """A wording with one or several texts, the one that needs most facts first; `of_one`: where the fact `count` is 1."""
    return Wording(code, texts, values, of_one)


def said(code: str, facts: Mapping[str, Any]) -> str | None:
    """What was stored, in words. A fact `variant` chooses among the wordings of a code ("code/variant").

    None where no app of today words it.
    """
    wordings = entries("wordings", by="code")
    found = wordings.get(f"{code}/{facts['variant']}" if "variant" in facts else code)
    return found.said(facts) if found else None


def codes_saying(word: str) -> set[str]:
    """Codes whose wording has a word that begins like this one, as far as it does not stand in the facts."""
    return {code.partition("/")[0] for code, found in entries("wordings", by="code").items() if found.has_word(word)}


class Said(str):
    """A sentence that keeps its text and its facts apart, so that it can be stored, and said in another language then.

    It is plain text to whoever shows it at once. The text is English with named places, as gettext knows it. A fact is
    plain text, a number, a period or a sentence of its own.

    >>> sentence = Said("%(name)s holds more than %(most)s files.", name="a.zip", most=5000)
    >>> sentence
    'a.zip holds more than 5,000 files.'
    >>> said_again(stored(sentence)) == sentence
    True
    """

    text: str
    facts: Mapping[str, Any]

    def __new__(cls, text: str, /, **facts: Any) -> "Said":
        sentence = super().__new__(cls, _in_words(text, facts))
        sentence.text, sentence.facts = text, facts
        return sentence


def sentence(text: str | Promise) -> "Said":
    """A text that may be plain as a sentence, which is translated and can be stored."""
    if isinstance(text, Promise):
        with speaking(ENGLISH):
            return Said(str(text))
    return text if isinstance(text, Said) else Said(text)


def stored(sentence: object) -> str | dict[str, Any]:
    """What is kept of a sentence as JSON: its text and its facts; the sentence itself where it has none."""
    if not isinstance(sentence, Said):
        return str(sentence)
    if not sentence.facts:
        return sentence.text
    return {"text": sentence.text, "facts": {name: _stored_fact(fact) for name, fact in sentence.facts.items()}}


def said_again(kept: str | Mapping[str, Any]) -> str:
    """A stored sentence in the language of whoever reads it."""
    if isinstance(kept, str):
        return gettext(kept) if kept else ""
    return period_in_words(kept["period"]) if "period" in kept else _in_words(kept["text"], kept["facts"])


def listed(names: Sequence[str]) -> str:
    """Names as they stand in a sentence: A, B and C."""
    return _joined(names, "%(some)s and %(last)s")


def either(names: Sequence[str]) -> str:
    """Names of which one is meant: A, B or C."""
    return _joined(names, "%(some)s or %(last)s")


def instant_in_words(instant: datetime) -> Said:
    """When something happened, the same for whoever reads: 14:30 UTC on 26 November 2026."""
    there = instant.astimezone(UTC)
    return Said("%(time)s UTC on %(day)s", time=f"{there:%H:%M}", day=Period(Frequency.DAILY, there.date()))


def _joined(names: Sequence[str], text: str) -> str:
    return Said(text, some=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)


def _stored_fact(fact: Any) -> Any:
    if isinstance(fact, Period):
        return {"period": str(fact)}
    if isinstance(fact, Said) and not fact.facts:
        # Plain text would be a name, which is not translated.
        return {"text": fact.text, "facts": {}}
    return fact if isinstance(fact, int | float) else stored(fact)


def _in_words(text: str, facts: Mapping[str, Any]) -> str:
    # A command may have something to say before there are settings (that its port is taken), and says it as it is written.
    sentence = gettext(text) if text and settings.configured else text
    return sentence % {name: _fact_in_words(fact) for name, fact in facts.items()} if facts else sentence


def _fact_in_words(fact: Any) -> str:
    if isinstance(fact, Said):
        return _in_words(fact.text, fact.facts)
    return said_again(fact) if isinstance(fact, Mapping) else shown(fact)


def places_of(text: str) -> set[str]:
    """The names of the facts that a text has places for."""
    return set(_PLACE.findall(text))


def shown(value: Any) -> str:
    """A fact as people read it: numbers with thousands separators and no more than four decimals, the rest as it is.

    >>> shown(0.8042763158), shown(1234567.0), shown(0.00001234), shown(3)
    ('0.8043', '1,234,567', '0.00001234', '3')
    """
    if isinstance(value, float) and math.isfinite(value):
        if abs(value) < 0.001:
            return in_format(significant(value, 4))
        return in_format(figure(value, 4).rstrip("0").rstrip("."))
    if isinstance(value, Period):
        return value.label
    return in_format(f"{value:,}") if isinstance(value, int) else str(value)


def period_in_words(text: str) -> str:
    """A stored period as people read it."""
    return Period.parse(text).label
