"""A transfer as people look at it: what changes on each sheet, and what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hoshin.base.errors import said_of_stored
from hoshin.base.outcome import Outcome

SHOWN = 12
SHOWN_FAULTS = 200
MOST_LISTED = 100
_NO_PLACE: Mapping[str, Any] = {"sheet": "", "row": None, "field": "", "value": "", "message": "", "remedy": ""}


@dataclass(frozen=True, slots=True)
class New:
    """A row that is not there yet: its code, and what it says."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """What an import does on one sheet; `more_changes` and `more_news` are folded away, `is_cut` says there are more."""

    name: str
    outcome: Outcome
    changes: Sequence[Mapping[str, str]]
    more_changes: Sequence[Mapping[str, str]]
    news: Sequence[New]
    more_news: Sequence[New]
    is_cut: bool


def sheets_of(result: Mapping[str, Any]) -> list[SheetPreview]:
    """The sheets of an import, in the order of the workbook."""
    listed: dict[str, list[Mapping[str, str]]] = {}
    for difference in result.get("differences", ()):
        listed.setdefault(difference["sheet"], []).append(difference)
    return [_sheet(name, Outcome(*counts), listed.get(name, [])) for name, counts in result.get("outcomes", {}).items()]


def problems_shown(problems: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Problems as the page draws them: each with all parts, empty where it does not name them."""
    return [{**_NO_PLACE, **said_of_stored(problem)} for problem in problems]


def total_of(sheets: Iterable[SheetPreview]) -> Outcome:
    return sum((sheet.outcome for sheet in sheets), Outcome())


def _sheet(name: str, outcome: Outcome, listed: Sequence[Mapping[str, str]]) -> SheetPreview:
    fresh = _new_codes(outcome, listed)
    changes = [difference for difference in listed if difference["code"] not in fresh]
    texts: dict[str, list[str]] = {code: [] for code in fresh}
    for difference in listed:
        if difference["code"] in fresh:
            texts[difference["code"]].append(_said(difference))
    news = [New(code, ", ".join(text for text in parts if text)) for code, parts in texts.items()]
    is_cut = len(news) < outcome.created or len(listed) >= MOST_LISTED
    return SheetPreview(name, outcome, changes[:SHOWN], changes[SHOWN:], news[:SHOWN], news[SHOWN:], is_cut)


def _new_codes(outcome: Outcome, listed: Sequence[Mapping[str, str]]) -> dict[str, None]:
    """Codes of which nothing was there before, in their order; none where the sheet says that nothing is created."""
    if not outcome.created:
        return {}
    held = {difference["code"] for difference in listed if difference["before"]}
    return {difference["code"]: None for difference in listed if difference["code"] not in held}


_SAID_BY_THE_CODE = ("code", "measure", "period", "employee_id", "from", "to", "plan", "unit")
_PLAIN = ("name",)


def _said(difference: Mapping[str, str]) -> str:
    field, after = difference["field"], difference["after"]
    if field in _SAID_BY_THE_CODE:
        return ""
    return after if field in _PLAIN else f"{field} {after}"
