"""A list of codes with weights, as one cell writes it: `CODE=weight;CODE=weight aligns`."""

from collections.abc import Iterable, Sequence

from hoshin.base.codes import seen
from hoshin.base.sheets import Weighted
from hoshin.exchange.workbook.numerals import Mark, number_from


def links_from(text: str, words: Sequence[str]) -> tuple[Weighted, ...]:
    """The items that a cell names, each with one of `words` behind it or none.

    ValueError: a weight cannot be read; the message is the faulty part.

    >>> links_from("A=2; B; C=0.5 aligns", ["aligns"])
    (Weighted(code='A', weight=2.0, word=''), Weighted(code='B', weight=1.0, word=''), \
Weighted(code='C', weight=0.5, word='aligns'))
    """
    return tuple(_link(part.strip(), words) for part in seen(text).replace("\n", ";").split(";") if part.strip())


def text_from(links: Iterable[Weighted]) -> str:
    """The inverse of `links_from`."""
    return ";".join(f"{link.code}={link.weight!r}" + (f" {link.word}" if link.word else "") for link in links)


def _link(part: str, words: Sequence[str]) -> Weighted:
    code, sign, rest = part.rpartition("=")
    if not sign:
        ends = part.rsplit(None, 1)
        if len(ends) == 2 and ends[1].casefold() in words:
            return Weighted(ends[0].strip(), 1.0, ends[1].casefold())
        return Weighted(part)
    rest = rest.rstrip()
    word = next((word for word in words if rest.casefold().endswith(word)), "")
    weight = number_from(rest[: len(rest) - len(word)].strip() or "1", Mark.POINT)
    if not code.strip() or weight < 0:
        raise ValueError(part)
    return Weighted(code.strip(), weight, word)
