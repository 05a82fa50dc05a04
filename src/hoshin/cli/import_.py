"""`hoshin import`: import workbooks and published series."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hoshin.cli.progress import ProgressLine
from hoshin.cli.records import Format, TableColumn, format_option, print_csv, print_json, print_table
from hoshin.cli.setup import needs_database
from hoshin.cli.stepping_back import step_back

if TYPE_CHECKING:
    from hoshin.exchange.result import ImportResult
    from hoshin.exchange.workbook.mending import Mend

_SHOWN_DIFFERENCES = 20
_FIELDS = ("sheet", "created", "changed", "unchanged")
_COLUMNS = (
    TableColumn("sheet", "sheet"),
    TableColumn("created", "created", is_number=True),
    TableColumn("changed", "changed", is_number=True),
    TableColumn("unchanged", "left alone", is_number=True),
)


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--dry-run", is_flag=True, help="Say what would be created, changed and left alone; change nothing.")
@click.option(
    "--reading",
    "readings",
    multiple=True,
    metavar="SHEET.COLUMN=ANSWER",
    help="How a column is to be read that leaves it open, such as “actuals.period=day first”; kept for the next file.",
)
@click.option("--mapping", help="Name of a mapping of published series, or a .toml file with one.")
@format_option
@needs_database
def import_(paths: tuple[Path, ...], dry_run: bool, readings: tuple[str, ...], mapping: str | None, form: str) -> None:
    """Import PATH: an .xlsx workbook, a folder of its sheets as .csv, or a folder (.zip, .csv) of published series.

    Which of them it is, is found out. An import is all or nothing, over all paths together; the same again changes
    nothing. Faults are named all at once, with sheet, row, column, value and remedy.
    """
    from hoshin.accounts.access import Actor
    from hoshin.exchange.importing import import_paths

    step_back()
    mends = [_mend(text) for text in readings]
    with ProgressLine() as progress:
        result = import_paths(Actor.system(), paths, mapping=mapping, dry_run=dry_run, progress=progress, mends=mends)
    _print(result, form, dry_run)
    for warning in result.warnings:
        click.echo(f"Note: {warning}", err=True)
    total = result.total
    verb = "Would be" if dry_run else "Imported:"
    click.echo(
        f"{verb} {total.created:,} created, {total.changed:,} changed, {total.unchanged:,} left alone."
        + (" Nothing was changed: this was a dry run." if dry_run else ""),
        err=True,
    )


def _mend(text: str) -> "Mend":
    from hoshin.exchange.workbook.conventions import ANSWERS
    from hoshin.exchange.workbook.mending import reading

    found = reading(text)
    if found is None:
        raise click.UsageError(f"--reading {text!r}: write SHEET.COLUMN=ANSWER, with one of: {', '.join(ANSWERS)}.")
    return found


def _print(result: "ImportResult", form: str, dry_run: bool) -> None:
    rows: list[dict[str, Any]] = [
        {"sheet": sheet, "created": found.created, "changed": found.changed, "unchanged": found.unchanged}
        for sheet, found in result.outcomes.items()
    ]
    differences = [
        {name: getattr(difference, name) for name in ("sheet", "code", "field", "before", "after")}
        for difference in result.differences
    ]
    if form == Format.JSON:
        print_json({"dry_run": dry_run, "sheets": rows, "differences": differences, "warnings": list(result.warnings)})
    elif form == Format.CSV:
        print_csv(rows, _FIELDS)
    else:
        print_table(rows, _COLUMNS)
        changed = [row for row in differences if row["before"]]
        if dry_run and changed:
            click.echo()
            columns = [
                TableColumn(name, name, may_shrink=True) for name in ("sheet", "code", "field", "before", "after")
            ]
            print_table(changed[:_SHOWN_DIFFERENCES], columns)
            if len(changed) > _SHOWN_DIFFERENCES:
                click.echo(f"… and {len(changed) - _SHOWN_DIFFERENCES:,} more differences.")
