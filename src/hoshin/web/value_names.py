"""The names of fields for values of many measures: each names its measure, its unit and its period."""

from collections.abc import Mapping
from datetime import date

from hoshin.scorecards.selectors import ValueKey


def name_of(key: ValueKey) -> str:
    """The end of the names of a row's fields."""
    measure, unit, start = key
    return f"{measure}-{unit or 0}-{start:%Y%m%d}"


def keys_in(data: Mapping[str, str], most: int) -> list[ValueKey]:
    """The places that a form names; what is none is left out."""
    found = []
    for name in data:
        parts = name.removeprefix("expected-").split("-")
        is_place = name.startswith("expected-") and len(parts) == 3
        if is_place and all(part.isdecimal() and part.isascii() and len(part) < 18 for part in parts):
            try:
                start = date(int(parts[2][:4]), int(parts[2][4:6]), int(parts[2][6:]))
            except ValueError:
                continue
            found.append((int(parts[0]), int(parts[1]) or None, start))
    return found[:most]
