"""A measure by a dimension, as a record and as a table for people."""

from typing import TYPE_CHECKING, Any

import click

from hoshin.base.rounding import figure
from hoshin.cli.records import Format, TableColumn, print_csv, print_json, print_table

if TYPE_CHECKING:
    from hoshin.breakdowns.selectors.where import BrokenDown, MemberLine

_FIELDS = ("member", "name", "before", "value", "share", "own", "mix", "look", "times_usual")


def print_by_dimension(code: str, dimension: str, form: str, *, period: str | None, since: str | None) -> None:
    """Which members moved the total, the weightiest first; what they do not explain stands last."""
    from hoshin.accounts.access import Actor
    from hoshin.breakdowns.selectors.where import broken_down, with_series
    from hoshin.measures.selectors import measure_by_code

    actor = Actor.system()
    found = broken_down(actor, measure_by_code(actor, code), dimension, period=period, since=since)
    with_series(actor, found, [])
    lines = sorted(found.lines, key=_weight)
    records = [_record(found, line) for line in lines]
    if form == Format.JSON:
        print_json(_whole(found) | {"members": records})
    elif form == Format.CSV:
        print_csv(records, _FIELDS)
    else:
        _print_table(found, records)


def _weight(line: "MemberLine") -> float:
    return -abs(line.effect.whole if line.effect else line.change or 0.0)


def _whole(found: "BrokenDown") -> dict[str, Any]:
    return {
        "measure": found.measure.code,
        "dimension": found.breakdown.dimension.code,
        "together": found.breakdown.together,
        "period": str(found.period) if found.period else None,
        "since": str(found.since) if found.since else None,
        "total": found.total,
        "total_before": found.total_before,
        "rest": found.rest,
    }


def _record(found: "BrokenDown", line: "MemberLine") -> dict[str, Any]:
    return {
        "member": line.place.code,
        "name": line.place.name,
        "before": line.before.value,
        "value": line.now.value,
        "share": line.share,
        "own": line.effect.rate if line.effect else None,
        "mix": line.effect.mix if line.effect else None,
        "look": any(line is one for one in found.focused),
        "times_usual": line.variation.times if line.variation else None,
    }


def _print_table(found: "BrokenDown", records: list[dict[str, Any]]) -> None:
    whole = _whole(found)
    if found.period is None:
        click.echo(f"{found.measure.code} has no values by {found.breakdown.dimension.name} yet")
        return
    moved = f", {_number(whole['total_before'])} in {found.since.label}" if found.since else ""
    click.echo(f"{found.measure.name} by {found.breakdown.dimension.name}")
    click.echo(f"{_number(whole['total'])} in {found.period.label}{moved}\n")
    shown = [
        {name: _number(record[name]) for name in ("before", "value", "own", "mix")}
        | {"name": record["name"], "look": "look here" if record["look"] else ""}
        for record in records
    ]
    if found.rest:
        shown.append(dict.fromkeys(shown[0], "") | {"name": "(not explained)", "own": _number(found.rest)})
    numbers = [TableColumn(name, name, True) for name in ("before", "value", "own", "mix")]
    print_table(shown, [TableColumn("name", "member", may_shrink=True), *numbers, TableColumn("look", "")])


def _number(value: float | None) -> str:
    return "–" if value is None else figure(value, 2)
