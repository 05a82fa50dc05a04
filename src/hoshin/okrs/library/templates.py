"""What a template of a goal holds: a wording to begin with, and how one would see that it is reached."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise

from hoshin.okrs.rows import ResultKind

Words = str | Promise


class TemplateResult(NamedTuple):
    """A key result to begin with; its numbers are an example, and nobody's target."""

    name: Words
    unit: Words = ""
    baseline: float | None = None
    target: float | None = None
    kind: ResultKind = ResultKind.NUMBER


@dataclass(frozen=True, slots=True)
class Template:
    """A goal to begin with, in words of the reader; `code` names it in addresses."""

    code: str
    function: Words
    name: Words
    results: tuple[TemplateResult, ...]
