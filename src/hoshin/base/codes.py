"""How codes are compared: whatever the case, however a letter is composed, without what nobody sees."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Any


def folded_code(code: str) -> str:
    """What two codes have in common that are the same to whoever reads them.

    >>> folded_code("Qualite\\u0301") == folded_code("QUALIT\\u00c9"), folded_code("IV\\u200b-M")
    (True, 'iv-m')
    """
    if code.isascii():
        return code.casefold()
    return unicodedata.normalize("NFKC", seen(unicodedata.normalize("NFKC", code)).casefold())


def folded_codes(codes: Sequence[str]) -> list[str]:
    """The same of many codes, which are folded together where all are plain.

    >>> folded_codes(["A1", "b2"]), folded_codes(["\u00c9"]), folded_codes([])
    (['a1', 'b2'], ['\u00e9'], [])
    """
    joined = "\n".join(codes)
    if codes and joined.isascii() and joined.count("\n") == len(codes) - 1:
        return joined.casefold().split("\n")
    return list(map(folded_code, codes))


def seen(text: str) -> str:
    """A text without its invisible characters: joiners, marks of direction, soft hyphens."""
    return text if text.isascii() else "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def free_code(rows: Any, wish: str) -> str:
    """The code wished, or the next number after it that none of the rows has."""
    stem = wish.rstrip("0123456789")
    taken = {code.casefold() for code in rows.filter(code__istartswith=stem).values_list("code", flat=True)}
    number, code = int(wish[len(stem) :] or 1), wish
    while code.casefold() in taken:
        number += 1
        code = f"{stem}{number}"
    return code


def told_apart(named: Sequence[tuple[str, str]]) -> list[str]:
    """Names of things that stand together, from (code, name) each: those that several bear have their code behind them.

    >>> told_apart([("M1", "Letters"), ("M2", "letters"), ("M3", "Calls")])
    ['Letters (M1)', 'letters (M2)', 'Calls']
    """
    bearing = Counter(name.casefold() for _code, name in named)
    return [f"{name} ({code})" if bearing[name.casefold()] > 1 else name for code, name in named]
