"""`hoshin openings`: print roles that are open within the organisation."""

import click

from hoshin.cli.records import Format, TableColumn, format_option, print_csv, print_json, print_table
from hoshin.cli.setup import reads_database

_FIELDS = ("code", "name", "unit", "role", "closes_on", "text")
_COLUMNS = (
    TableColumn("code", "code"),
    TableColumn("name", "opening", may_shrink=True),
    TableColumn("unit", "unit"),
    TableColumn("role", "role"),
    TableColumn("closes_on", "open until"),
)


@click.command()
@format_option
@reads_database
def openings(form: str) -> None:
    """Print roles that are open within the organisation, those that close first before the others."""
    from hoshin.accounts.access import Actor
    from hoshin.growth.selectors import openings_matched

    found = [one.row for one in openings_matched(Actor.system())]
    rows = [
        {name: getattr(row, name) for name in _FIELDS} | {"unit": row.unit.code, "role": row.role.code} for row in found
    ]
    match form:
        case Format.JSON:
            print_json(rows)
        case Format.CSV:
            print_csv(rows, _FIELDS)
        case _:
            print_table(rows, _COLUMNS)
