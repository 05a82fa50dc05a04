"""`hoshin learning`: print the catalogue of what people may learn from."""

import click

from hoshin.cli.records import Format, TableColumn, format_option, print_csv, print_json, print_table
from hoshin.cli.setup import reads_database

_FIELDS = (
    "code", "name", "kind", "provider", "levels", "hours", "cost", "requires", "valid_months", "is_mandatory",
    "mandatory_in", "sessions",
)  # fmt: skip
_COLUMNS = (
    TableColumn("code", "code"),
    TableColumn("name", "entry", may_shrink=True),
    TableColumn("kind", "kind"),
    TableColumn("levels", "helps with", may_shrink=True),
    TableColumn("hours", "hours", is_number=True),
    TableColumn("cost", "cost", is_number=True),
    TableColumn("sessions", "sessions", is_number=True),
)


@click.command()
@click.option("--competency", metavar="CODE", help="Only what helps with this competency.")
@click.option("--search", metavar="WORDS", default="", help="Only what is called so.")
@format_option
@reads_database
def learning(competency: str | None, search: str, form: str) -> None:
    """Print what is offered to learn, with the levels to which it helps and how many sessions are to come."""
    from hoshin.accounts.access import Actor
    from hoshin.growth.selectors import competency_by_code, learning_listed, levels_helped, sessions_counted

    actor = Actor.system()
    of = competency_by_code(actor, competency) if competency else None
    items = list(learning_listed(actor, search, of).select_related("requires", "mandatory_in"))
    levels = levels_helped(actor, [item.pk for item in items])
    sessions = sessions_counted(actor, [item.pk for item in items])
    rows = [
        {name: getattr(item, name, None) for name in _FIELDS}
        | {
            "levels": "; ".join(f"{code}={level}" for code, level in levels[item.pk]),
            "requires": item.requires.code if item.requires else None,
            "mandatory_in": item.mandatory_in.code if item.mandatory_in else None,
            "sessions": sessions[item.pk],
        }
        for item in items
    ]
    match form:
        case Format.JSON:
            print_json(rows)
        case Format.CSV:
            print_csv(rows, _FIELDS)
        case _:
            print_table(rows, _COLUMNS)
