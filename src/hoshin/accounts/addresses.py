"""E-mail addresses, as users sign in by them."""

import unicodedata


def folded(email: str) -> str:
    """An address in the one spelling in which it is kept and looked up: without regard to case and to look-alike forms.

    >>> folded(" \\uff21da@Example.org "), folded("le\\u017fer@example.org")
    ('ada@example.org', 'leser@example.org')
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", email).casefold()).strip()
