"""What an import changes, counted by sheet and listed value by value for the preview."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from hoshin.base.outcome import Outcome
from hoshin.exchange.result import Difference
from hoshin.exchange.workbook.draft import Draft, Entry, same_links
from hoshin.exchange.workbook.links import Link, text_from
from hoshin.exchange.workbook.sheets import sheets


def compared(draft: Draft, limit: int) -> tuple[dict[str, Outcome], list[Difference]]:
    """Counts by sheet, and the first differences of each sheet, at most `limit` of it. Actuals are left out.

    Rows that ask for nothing new are marked as such.
    """
    outcomes: dict[str, Outcome] = {}
    differences: list[Difference] = []
    if draft.organisation is not None:
        outcomes["organisation"] = _compare("organisation", [draft.organisation], limit, differences)
    for name in sheets():
        if draft.of(name):
            outcomes[name] = _compare(name, draft.of(name), limit, differences)
    return outcomes, differences


def shown(value: object) -> str:
    """A value as people read it in the preview."""
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    if isinstance(value, list):
        return text_from([link if isinstance(link, Link) else Link(*link) for link in value])
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def _compare(name: str, entries: Iterable[Entry], limit: int, differences: list[Difference]) -> Outcome:
    created = changed = unchanged = listed = 0
    # What changes is listed before what is new: a preview is read for what it overwrites.
    for entry in sorted(entries, key=lambda entry: entry.before is None):
        if entry.before is None:
            created += 1
            if listed == limit:
                continue
        fields = _different(entry)
        if entry.before is not None:
            entry.is_same = not fields
            changed += bool(fields)
            unchanged += not fields
        for field in fields:
            if listed == limit:
                break
            listed += 1
            before = "" if entry.before is None else shown(entry.before.get(field))
            label = "serves" if field == "links" else field
            differences.append(Difference(name, _code(name, entry.record), label, before, shown(entry.record[field])))
    return Outcome(created, changed, unchanged)


def _different(entry: Entry) -> list[str]:
    if entry.before is None:
        return [field for field, value in entry.record.items() if shown(value)]
    return [field for field, value in entry.record.items() if not _same(field, value, entry.before.get(field))]


def _same(field: str, value: Any, before: Any) -> bool:
    if field == "links":
        return same_links(value, before or [])
    return bool(value == before)


def _code(name: str, record: Mapping[str, Any]) -> str:
    return " ".join(shown(record[part]) for part in sheets()[name].key if record.get(part)) or shown(record.get("name"))
