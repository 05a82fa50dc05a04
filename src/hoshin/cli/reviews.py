"""`hoshin reviews`: print cycles of reviews with how far they are."""

from typing import Any

import click

from hoshin.cli.records import Format, TableColumn, format_option, print_csv, print_json, print_table
from hoshin.cli.setup import reads_database

_FIELDS = ("code", "name", "state", "starts_on", "ends_on", "write_until", "release_on", "people", "forms", "done")
_COLUMNS = (
    TableColumn("name", "reviews", may_shrink=True),
    TableColumn("state", "state"),
    TableColumn("write_until", "write until"),
    TableColumn("release_on", "release"),
    TableColumn("people", "people", is_number=True),
    TableColumn("forms", "forms", is_number=True),
    TableColumn("done", "handed in", is_number=True),
)


@click.command()
@format_option
@reads_database
def reviews(form: str) -> None:
    """Print cycles of reviews with how far they are, the latest first. What was written stays unread."""
    from hoshin.accounts.access import Actor
    from hoshin.reviews.selectors import cycles_listed, progress_of_cycles

    actor = Actor.system()
    cycles = list(cycles_listed(actor))
    progress = progress_of_cycles(actor, [one.pk for one in cycles])
    rows: list[dict[str, Any]] = [
        {
            "code": one.code,
            "name": one.name,
            "state": one.state,
            "starts_on": one.starts_on.isoformat(),
            "ends_on": one.ends_on.isoformat(),
            "write_until": one.write_until.isoformat(),
            "release_on": one.release_on.isoformat(),
            "people": progress[one.pk].people,
            "forms": progress[one.pk].forms,
            "done": progress[one.pk].done,
        }
        for one in cycles
    ]
    match form:
        case Format.JSON:
            print_json(rows)
        case Format.CSV:
            print_csv(rows, _FIELDS)
        case _:
            print_table(rows, _COLUMNS)
