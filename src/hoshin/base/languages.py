"""In which language whoever reads is told things. Sentences in code are English, and stay so where nobody translated them.

Pages and mails speak a person's language; files, commands and the API are English for everybody.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils import translation

ENGLISH = "en"
_held: ContextVar[str] = ContextVar("hoshin_language", default="")


def known_languages() -> dict[str, str]:
    """The languages that can be chosen, each as those who speak it call it."""
    return dict(settings.LANGUAGES)


def spoken() -> str:
    """The language that is spoken now, as "en" or "de"."""
    return _held.get() or (translation.get_language() or ENGLISH).partition("-")[0]


@contextmanager
def one_language() -> Iterator[None]:
    """A block that speaks one language throughout: which one is found once, and not for each word and number of a page."""
    token = _held.set(spoken())
    try:
        yield
    finally:
        _held.reset(token)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language within a block, also within a page that is drawn in another."""
    with translation.override(language):
        token = _held.set("")
        try:
            yield
        finally:
            _held.reset(token)


def first_known(*wanted: str) -> str:
    """The first of these that is known; English where none is."""
    return next((language for language in wanted if language in known_languages()), ENGLISH)


def within_sentence(label: object) -> str:
    """A label as it stands within a sentence: English writes its beginning small there, other languages leave it.

    >>> within_sentence("Audit trail"), within_sentence("KPI")
    ('audit trail', 'KPI')
    """
    text = str(label)
    return text if spoken() != ENGLISH or text[1:2].isupper() else text[:1].lower() + text[1:]


def in_order(name: object) -> tuple[str, str]:
    """By which names are put in order for people: without regard to case and to marks on letters.

    >>> sorted(["Zoll", "Öl", "Ohr", "ort"], key=in_order)
    ['Ohr', 'Öl', 'ort', 'Zoll']
    """
    plain = (one for one in unicodedata.normalize("NFKD", str(name)) if not unicodedata.combining(one))
    return "".join(plain).casefold(), str(name)
