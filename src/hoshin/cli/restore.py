"""`hoshin restore`: have this installation be what it was when a backup was written."""

from pathlib import Path

import click

from hoshin.cli.setup import migrate, reads_database


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--check", is_flag=True, help="Read the file to its end and change nothing.")
@reads_database
def restore(file: Path, check: bool) -> None:
    """Read FILE, which hoshin backup wrote, into the place of the database. A server may be running.

    The file is read into a database of its own first. What is there now stays beside it until the next restore, under
    the name of the database with "_before_restore" behind it.
    """
    from hoshin.accounts.access import Actor
    from hoshin.backups import read_backup, restore_backup
    from hoshin.backups.restoring import note_restore

    if check:
        said = read_backup(file)
        click.echo(f"{file} is whole: everything as of {said.written_at}, by Hoshin {said.version}.", err=True)
        return
    actor = Actor.system()
    said, is_other_key = restore_backup(actor, file)
    migrate()
    note_restore(actor, said)
    click.echo(f"Everything is as of {said.written_at} again.", err=True)
    if is_other_key:
        click.echo("The key of the backup was taken too: start a running server anew, so that it uses it.", err=True)
