"""`hoshin backup`: write all of this installation into one file, while the server runs."""

from pathlib import Path

import click

from hoshin.base.rounding import figure
from hoshin.cli.setup import reads_database


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@reads_database
def backup(file: Path) -> None:
    """Write all of this installation into FILE: users, tokens and the audit trail too, as they stand at one moment.

    The file is read through once it is written. It holds secrets: keep it as safe as the data folder. For every night:
    see the guide to backups.
    """
    from hoshin.backups import write_backup

    said = write_backup(file)
    size = file.stat().st_size
    click.echo(
        f"{file}: everything as of {said.written_at}, {figure(size / 1e6, 1)} MB, read through and whole.", err=True
    )
