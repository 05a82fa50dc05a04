"""A transfer as people look at it: what changes on each sheet, and what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hoshin.base.errors import said_of_stored
from hoshin.base.languages import within_sentence
from hoshin.base.outcome import Outcome
from hoshin.web.exchange.moves import NOBODY, Moved, moved_on
from hoshin.web.exchange.sheet_words import words_of

SHOWN = 12
SHOWN_FAULTS = 200
MOST_LISTED = 100
SHOWN_ROWS = 5


@dataclass(frozen=True, slots=True)
class New:
    """A row that is not there yet: its code, and what it says."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """What an import does on one sheet; `more_changes` and `more_news` are folded away, `is_cut` says there are more."""

    name: str
    label: str
    outcome: Outcome
    moved: Moved
    changes: Sequence[Mapping[str, Any]]
    more_changes: Sequence[Mapping[str, Any]]
    news: Sequence[New]
    more_news: Sequence[New]
    is_cut: bool


def sheets_of(result: Mapping[str, Any]) -> list[SheetPreview]:
    """The sheets of an import, in the order of the workbook."""
    listed: dict[str, list[Mapping[str, Any]]] = {}
    for difference in result.get("differences", ()):
        listed.setdefault(difference["sheet"], []).append(difference)
    moved = {name: moved_on(name, counts, listed.get(name, [])) for name, counts in result.get("moved", {}).items()}
    return [
        _sheet(name, Outcome(*counts), listed.get(name, []), moved.get(name, NOBODY))
        for name, counts in result.get("outcomes", {}).items()
    ]


@dataclass(slots=True)
class ProblemShown:
    """A fault as the page draws it, with all rows of which it says the same; `number` is its place in the list, from 0."""

    number: int
    sheet: str
    field: str
    value: str
    message: str
    remedy: str
    proposals: Sequence[str]
    rows: list[int]

    @property
    def row(self) -> int | None:
        return self.rows[0] if self.rows else None

    @property
    def place(self) -> str:
        """The first rows, and how many more there are."""
        first, more = ", ".join(map(str, self.rows[:SHOWN_ROWS])), len(self.rows) - SHOWN_ROWS
        return _("%(rows)s and %(count)s more") % {"rows": first, "count": more} if more > 0 else first


def problems_shown(problems: Sequence[Mapping[str, Any]]) -> list[ProblemShown]:
    """Problems as the page draws them: those that say the same of several rows are one."""
    shown: dict[tuple[str, ...], ProblemShown] = {}
    for number, problem in enumerate(map(said_of_stored, problems)):
        parts = tuple(problem.get(name) or "" for name in ("sheet", "field", "value", "message", "remedy"))
        one = shown.setdefault(parts, ProblemShown(number, *parts, problem.get("proposals", ()), []))
        if problem.get("row"):
            one.rows.append(problem["row"])
    return list(shown.values())


def total_of(sheets: Iterable[SheetPreview]) -> Outcome:
    return sum((sheet.outcome for sheet in sheets), Outcome())


def _sheet(name: str, outcome: Outcome, listed: Sequence[Mapping[str, Any]], moved: Moved) -> SheetPreview:
    fresh = _new_codes(outcome, listed)
    changes = [
        {**difference, "field": words_of(difference["field"])}
        for difference in listed
        if difference["code"] not in fresh and not moved.tells(difference)
    ]
    texts: dict[str, list[str]] = {code: [] for code in fresh}
    for difference in listed:
        if difference["code"] in fresh:
            texts[difference["code"]].append(_said(difference))
    news = [New(code, ", ".join(text for text in parts if text)) for code, parts in texts.items()]
    is_cut = len(news) < outcome.created or len(listed) >= MOST_LISTED
    return SheetPreview(
        name, words_of(name), outcome, moved, changes[:SHOWN], changes[SHOWN:], news[:SHOWN], news[SHOWN:], is_cut
    )


def _new_codes(outcome: Outcome, listed: Sequence[Mapping[str, Any]]) -> dict[str, None]:
    """Codes of rows that are not there yet, in their order: as each says, else those of which nothing was there before."""
    if not outcome.created:
        return {}
    if any(difference.get("is_new") for difference in listed):
        return {difference["code"]: None for difference in listed if difference["is_new"]}
    held = {difference["code"] for difference in listed if difference["before"]}
    return {difference["code"]: None for difference in listed if difference["code"] not in held}


_SAID_BY_THE_CODE = ("code", "measure", "period", "employee_id", "from", "to", "plan", "unit")
_PLAIN = ("name",)


def _said(difference: Mapping[str, Any]) -> str:
    field, after = difference["field"], difference["after"]
    if field in _SAID_BY_THE_CODE:
        return ""
    label = words_of(field)
    return after if field in _PLAIN else f"{within_sentence(label)} {after}"
