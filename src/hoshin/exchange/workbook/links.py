"""What a row serves, as one cell writes it: `CODE=weight;CODE=weight aligns`."""

from typing import NamedTuple

from hoshin.exchange.workbook.numerals import Mark, number_from
from hoshin.strategy.models import Contribution

COUNTS, ALIGNS = Contribution.Kind.CONTRIBUTES.value, Contribution.Kind.ALIGNS.value


class Link(NamedTuple):
    """An objective that something serves; a weight of None was not given."""

    parent: str
    weight: float | None = 1.0
    kind: str = COUNTS


def links_from(text: str) -> list[Link]:
    """The links that a cell names. ValueError: a weight cannot be read; the message is the faulty part.

    >>> links_from("A=2; B; C=0.5 aligns")
    [Link(parent='A', weight=2.0, kind='contributes'), Link(parent='B', weight=1.0, kind='contributes'), \
Link(parent='C', weight=0.5, kind='aligns')]
    """
    return [_link(part.strip()) for part in text.replace("\n", ";").split(";") if part.strip()]


def text_from(links: list[Link]) -> str:
    """The inverse of `links_from`."""
    return ";".join(f"{link.parent}={link.weight!r}" + (f" {ALIGNS}" if link.kind == ALIGNS else "") for link in links)


def _link(part: str) -> Link:
    code, sign, rest = part.rpartition("=")
    if not sign:
        words = part.rsplit(None, 1)
        if len(words) == 2 and words[1].casefold() == ALIGNS:
            return Link(words[0].strip(), 1.0, ALIGNS)
        return Link(part)
    kind = COUNTS
    if rest.casefold().rstrip().endswith(ALIGNS):
        kind, rest = ALIGNS, rest.rstrip()[: -len(ALIGNS)]
    weight = number_from(rest.strip() or "1", Mark.POINT)
    if not code.strip() or weight < 0:
        raise ValueError(part)
    return Link(code.strip(), weight, kind)
