"""What a page says as a PDF, in the words and formats of whoever reads, tagged so that it can be read aloud.

What people wrote is data for the typesetter and never part of its source: no sign in it does anything. Nothing is
written to a disk, and nothing fetched.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import typst
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from hoshin.base.languages import spoken

_SOURCE = Path(__file__).with_name("paper.typ").read_bytes()


@dataclass(frozen=True, slots=True)
class PaperHeading:
    """What follows, by a name; `level` 2, or 3 below one of 2."""

    text: str
    level: int = 2
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class PaperWords:
    """A paragraph, its lines as they were typed: plain `words`, a small `note`, or a `large` figure."""

    text: str
    kind: Literal["words", "note", "large"] = "words"


@dataclass(frozen=True, slots=True)
class PaperItems:
    """A list of short texts."""

    texts: Sequence[str]
    kind: Literal["items"] = "items"


@dataclass(frozen=True, slots=True)
class PaperRows:
    """A table; every row has as many cells as the head. `numbers`: which columns stand at the right."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int] = ()
    kind: Literal["table"] = "table"


PaperBlock = PaperHeading | PaperWords | PaperItems | PaperRows


def paper(title: str, blocks: Sequence[PaperBlock], foot: str = "") -> bytes:
    """A PDF of these blocks below their title. It follows PDF/UA-1, unless a sign in it is in none of the fonts here."""
    data = {"title": title, "foot": foot, "language": spoken(), "blocks": [asdict(block) for block in blocks]}
    inputs = {"said": json.dumps(data, ensure_ascii=False)}
    try:
        return typst.compile(_SOURCE, font_paths=_fonts(), format="pdf", sys_inputs=inputs, pdf_standards="ua-1")
    except typst.TypstError:
        # Somebody's words have a sign for which there is no font: it is left blank, and the rest said all the same.
        return typst.compile(_SOURCE, font_paths=_fonts(), format="pdf", sys_inputs=inputs)


@cache
def _fonts() -> typst.Fonts:
    """Its own fonts (Latin, Greek, Cyrillic, Hebrew), and for other scripts those of the system; looking takes a while."""
    return typst.Fonts()


def paper_answer(pdf: bytes, name: str) -> HttpResponse:
    """A PDF that the browser shows under its name."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf") or ""
    return answer
