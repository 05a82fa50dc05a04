"""What each unit gave to a score, as a record and as a table for people."""

from typing import TYPE_CHECKING, Any

import click

from hoshin.base.rounding import figure
from hoshin.cli.lines import percent, rounded
from hoshin.cli.records import TableColumn, print_table

if TYPE_CHECKING:
    from hoshin.scorecards.selectors import ByUnits

_COLUMNS = ("share", "points", "moved")
_BESIDE = {
    "apart": "(held by no unit, or not to be told by unit)",
    "weights": "(weights, and what came or went above)",
    "unseen": "(not visible)",
}


def by_units_record(found: "ByUnits | None") -> dict[str, Any]:
    """Nothing where no unit below gave anything and the node gives nothing above. Full precision."""
    record: dict[str, Any] = {}
    if found is not None and found.units:
        rows = [{"unit": gift.code, "name": gift.name, **_points(gift)} for gift in found.units]
        beside = {name: _points(one) for name in _BESIDE if (one := getattr(found, name)) is not None}
        record["by_unit"] = {"units": rows, **beside}
    if found is not None and found.above is not None:
        line = found.above.line
        where = {"kind": str(line.kind), "code": line.code, "unit": line.unit or None, "score": line.score}
        record["gives"] = where | _points(found.above.gift)
    return record


def _points(one: Any) -> dict[str, float | None]:
    return {name: getattr(one, name) for name in _COLUMNS}


def print_by_units(found: "ByUnits | None") -> None:
    """The units below with their points, and what the node itself gives above."""
    if found is None:
        return
    if found.above is not None and found.above.gift.points is not None:
        line, gift = found.above.line, found.above.gift
        where = line.unit_name or (line.name if line.kind == "unit" else "the whole")
        click.echo(f"\nIt gives {rounded(gift.points, 2)} of the {rounded(line.score, 2)} points of {where}")
    if not found.units:
        return
    click.echo("\nBy unit")
    rows = [_row(f"{gift.code} {gift.name}", gift) for gift in found.units]
    rows += [_row(words, one) for name, words in _BESIDE.items() if (one := getattr(found, name)) is not None]
    columns = [TableColumn("unit", "unit", may_shrink=True)]
    print_table(rows, [*columns, *(TableColumn(name, name, True) for name in _COLUMNS)])


def _row(words: str, one: Any) -> dict[str, str]:
    return {
        "unit": words,
        "share": "–" if one.share is None else percent(one.share, 1),
        "points": rounded(one.points, 2),
        "moved": "" if one.moved is None else figure(one.moved, 2, is_signed=True),
    }
