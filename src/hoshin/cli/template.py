"""`hoshin template`: a workbook to fill."""

from pathlib import Path

import click

from hoshin.cli.setup import reads_database


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default="hoshin.xlsx")
@click.option(
    "--values", is_flag=True, help="Values with periods across, filled with what is known, for the measures here."
)
@click.option("--periods", type=click.IntRange(1, 120), default=12, show_default=True, help="How many, with --values.")
@reads_database
def template(file: Path, values: bool, periods: int) -> None:
    """Write FILE (hoshin.xlsx): a blank workbook with drop-downs, examples and notes, ready to fill and import.

    A file that is there already is left alone.
    """
    from hoshin.accounts.access import Actor
    from hoshin.exchange.workbook.blank import write_across, write_blank

    path = file.expanduser()
    if path.suffix.casefold() != ".xlsx":
        raise click.UsageError(f"{path.name}: name a file that ends in .xlsx.")
    if path.exists():
        raise click.UsageError(f"{path} is there already. Name another file.")
    if values:
        write_across(Actor.system(), path, count=periods)
    else:
        write_blank(Actor.system(), path)
    click.echo(f"Written to {path}", err=True)
