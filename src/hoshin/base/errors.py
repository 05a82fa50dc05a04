"""What can go wrong, in one tree; every face translates it once.

HoshinError
├── Invalid      input that can be mended: a list of problems, each with a place, the value, and the way out
│   └── Implausible  it could be right, and is taken once whoever sent it says so
├── NotFound     it does not exist, or the actor may not see it
├── Denied       the actor sees it but may not do this
├── NotReadable  what was sent cannot be read at all: a character that no text has, a number beyond all
├── Conflict     somebody else changed it meanwhile; nothing was written
└── Unavailable  nothing is wrong with what was asked for; the same works later
    ├── Busy     others write what this would write
    └── DiskFull the server has no room left
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from hoshin.base.wordings import Said, either, said_again, sentence, stored


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of an input: what is wrong, where it stands, what stood there, and how to mend it.

    `proposals` are what could stand in its place, the likeliest first, or the answers where it is a question: a page offers
    them to be chosen. `lacks` is the sheet in which a code was looked for in vain: where all of that is wrong, this follows.
    """

    message: str
    code: str = "invalid"
    field: str = ""
    value: str = ""
    remedy: str = ""
    sheet: str = ""
    row: int | None = None
    proposals: tuple[str, ...] = ()
    lacks: str = ""

    def __post_init__(self) -> None:
        # Frozen: whoever made it said both in English, perhaps as plain text; whoever reads it is told in their language.
        object.__setattr__(self, "message", sentence(self.message))
        object.__setattr__(self, "remedy", sentence(self.remedy))

    def sentence(self) -> str:
        """The problem in one line, place first."""
        place = ", ".join(
            part
            for part in (
                self.sheet and _("sheet %(sheet)s") % {"sheet": self.sheet},
                _("row %(row)s") % {"row": self.row} if self.row is not None else "",
                self.field and _("column %(column)s") % {"column": self.field} if self.sheet else self.field,
            )
            if part
        )
        shown = " " + _("(found: %(value)s)") % {"value": _shortened(self.value)} if self.value else ""
        return (f"{place}: " if place else "") + self.message + shown + (f" {self.remedy}" if self.remedy else "")

    def as_dict(self) -> dict[str, Any]:
        said = asdict(self) | {"message": str(self.message), "remedy": str(self.remedy)}
        del said["proposals"], said["lacks"]
        return said

    def as_stored(self) -> dict[str, Any]:
        """As JSON that keeps text and facts apart, for `said_of_stored`."""
        proposed = {"proposals": list(self.proposals)} if self.proposals else {}
        return self.as_dict() | {"message": stored(self.message), "remedy": stored(self.remedy)} | proposed


def grouped(problems: Iterable[Problem]) -> list[tuple[Problem, int]]:
    """Problems that say the same of several rows as the first of them with their count, in the order of the first ones."""
    counts: dict[Problem, int] = {}
    firsts: dict[Problem, Problem] = {}
    for problem in problems:
        alike = replace(problem, row=None)
        firsts.setdefault(alike, problem)
        counts[alike] = counts.get(alike, 0) + 1
    return [(firsts[alike], count) for alike, count in counts.items()]


def said_of_stored(problem: Mapping[str, Any]) -> dict[str, Any]:
    """A stored problem with its message and its remedy in words."""
    return {**problem, **{part: said_again(problem[part]) for part in ("message", "remedy") if part in problem}}


class HoshinError(Exception):
    """Root of everything that Hoshin raises on purpose; its text is meant for people."""

    code = "error"


class Invalid(HoshinError):
    """Input that changes nothing because it has faults; all of them are named."""

    code = "invalid"

    def __init__(self, problems: Sequence[Problem] | str, *, field: str = "", value: str = "", remedy: str = ""):
        if isinstance(problems, str):
            problems = [Problem(problems, field=field, value=value, remedy=remedy)]
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(problem.sentence() for problem in self.problems))


class Implausible(Invalid):
    """Numbers so unlike everything seen that they are taken only where whoever sent them says that they are meant."""

    code = "implausible"


class NotReadable(HoshinError):
    """What was sent cannot be read: it holds what no text and no number of ours can hold."""

    code = "request"

    def __init__(self, message: str = "What was sent holds a character or a number that cannot be kept.") -> None:
        super().__init__(sentence(message))


class NotFound(HoshinError):
    """It does not exist for this actor."""

    code = "not_found"

    def __init__(self, thing: str, code: str = "", *, known: Iterable[str] = ()):
        self.thing, self.wanted = thing, code
        said_thing = sentence(thing)
        what = Said("There is no %(thing)s %(code)s.", thing=said_thing, code=code)
        if not code:
            what = Said("There is no %(thing)s.", thing=said_thing)
        hint = did_you_mean(near_matches(code, known))
        super().__init__(Said("%(what)s %(hint)s", what=what, hint=hint) if hint else what)


class Denied(HoshinError):
    """The actor may not do this. `is_by_role`: another role could, which an administrator gives."""

    code = "denied"

    def __init__(self, message: str = "", *, is_by_role: bool = False):
        self.is_by_role = is_by_role or not message
        super().__init__(sentence(message or "You may not do this. Ask an administrator for the role that may."))


class Conflict(HoshinError):
    """Another change came first; the message says whose, so that nothing is lost silently.

    `rows`: which of many rows it concerns, counted from 1, where many were sent.
    """

    code = "conflict"

    def __init__(self, message: str, *, rows: Sequence[int] = ()):
        self.rows = tuple(rows)
        super().__init__(sentence(message))


class Unavailable(HoshinError):
    """It cannot be done now, and nothing was changed; the same works in `retry_after` seconds."""

    code = "unavailable"
    retry_after = 5

    def __init__(self, message: str = "The database does not answer. It may be starting.") -> None:
        super().__init__(sentence(message))


class Busy(Unavailable):
    """Others are writing what this would write, and it has waited long enough."""

    code = "busy"

    def __init__(self, message: str = "Others are writing this at the moment, an import perhaps.") -> None:
        super().__init__(message)


class DiskFull(Unavailable):
    """The server, or its database, has no room left on the disk."""

    code = "disk_full"
    retry_after = 300

    def __init__(self, message: str = "The disk of the server is full. Whoever runs it must make room.") -> None:
        super().__init__(message)


def stored_problems(error: HoshinError) -> list[dict[str, Any]]:
    """What went wrong as JSON, for `said_of_stored`: each problem with what it says, and how to mend it."""
    if not isinstance(error, Invalid):
        return [{"message": stored(error.args[0]), "remedy": ""}]
    return [{"message": stored(one.message), "remedy": stored(one.remedy)} for one in error.problems]


def near_matches(wanted: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Known names that look like the wanted one, best first, without regard to case.

    >>> near_matches("revenu", ["Revenue", "Cost"])
    ['Revenue']
    """
    by_folded = {name.casefold(): name for name in known}
    return [by_folded[match] for match in get_close_matches(wanted.casefold(), by_folded, n=limit, cutoff=0.6)]


def did_you_mean(near: Sequence[str]) -> str:
    """The question whether one of these names was meant; empty where there is none."""
    return Said("Did you mean %(near)s?", near=either(near)) if near else ""


def _shortened(value: str, limit: int = 80) -> str:
    return value if len(value) <= limit else value[: limit - 1] + "…"
