"""`hoshin export`: export everything as a workbook."""

from pathlib import Path

import click

from hoshin.cli.setup import reads_database


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--history", is_flag=True, help="With every version of every actual, and when it was recorded.")
@reads_database
def export(path: Path, history: bool) -> None:
    """Export everything to PATH: an .xlsx file where it ends so, else a folder of .csv files, one a sheet.

    What was exported and is imported into an empty installation gives the same scores.
    """
    from hoshin.accounts.access import Actor
    from hoshin.exchange.workbook.export import export as write

    written = write(Actor.system(), path.expanduser(), history=history)
    click.echo(f"Exported to {written}", err=True)
