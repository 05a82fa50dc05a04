"""`hoshin person`: get what is held of a person, or erase them."""

from pathlib import Path

import click

from hoshin.cli.progress import ProgressLine
from hoshin.cli.records import TableColumn, print_table
from hoshin.cli.setup import needs_database, reads_database

_COLUMNS = (
    TableColumn("fate", "what becomes of it"),
    TableColumn("what", "what", may_shrink=True),
    TableColumn("rows", "rows"),
)
_WORDS = {"removed": "is removed", "blanked": "stays without its words", "kept": "stays, under a number"}


@click.group()
def person() -> None:
    """Get what is held of a person, or erase them."""


@person.command("export")
@click.argument("who")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@reads_database
def export_person(who: str, file: Path) -> None:
    """Write what is held of WHO (an employee id or e-mail address), and they may read, into FILE, a .zip."""
    from hoshin.accounts.access import Actor
    from hoshin.personal.services import write_data
    from hoshin.personal.subjects import subject_of

    subject = subject_of(Actor.system(), who)
    if file.exists():
        raise click.UsageError(f"{file} is there already. Name another file.")
    file.touch(mode=0o600)
    try:
        with ProgressLine() as progress:
            rows = write_data(Actor.system(), subject=subject, path=file, progress=progress)
    except BaseException:
        # A part of somebody's data looks like the whole of them.
        file.unlink(missing_ok=True)
        raise
    click.echo(f"{file}: {rows:,} rows of {subject.name}.", err=True)


@person.command()
@click.argument("who")
@click.option(
    "--yes", is_flag=True, help="Do it. Without, what would become of what is counted, and nothing is changed."
)
@needs_database
def erase(who: str, yes: bool) -> None:
    """Erase WHO (an employee id or e-mail address), who has left: count what would be done, and with --yes do it."""
    from hoshin.accounts.access import Actor
    from hoshin.personal.services import erase_at_once, erasure_lines, require_erasable
    from hoshin.personal.subjects import subject_of

    actor = Actor.system()
    subject = subject_of(actor, who)
    lines = erasure_lines(actor, subject=subject)
    rows = [{"fate": _WORDS[line.at_erasure], "what": line.label, "rows": f"{line.count:,}"} for line in lines]
    print_table(rows, _COLUMNS)
    require_erasable(actor, subject)
    if not yes:
        click.echo(f"Nothing was changed. To erase {subject.name} for good, say --yes.", err=True)
        return
    done = erase_at_once(actor, subject=subject)
    click.echo(f"{subject.name} is erased, and called Erased person {done.pk} where something stays.", err=True)
