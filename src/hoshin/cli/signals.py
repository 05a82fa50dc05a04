"""`hoshin signals`: print what rules found, or look anew."""

import click

from hoshin.cli.records import Format, TableColumn, format_option, print_csv, print_json, print_table
from hoshin.cli.setup import needs_database

FIELDS = (
    "number",
    "rule",
    "rule_version",
    "watch_rule",
    "sentence",
    "measure",
    "objective",
    "unit",
    "plan",
    "direction",
    "period",
    "severity",
    "p_value",
    "priority",
    "state",
    "first_seen_at",
    "last_seen_at",
    "periods",
    "goes_to",
    "useful",
    "facts",
)
_COLUMNS = (
    TableColumn("number", "number", True),
    TableColumn("state", "state"),
    TableColumn("direction", "direction"),
    TableColumn("sentence", "what", may_shrink=True),
    TableColumn("goes_to", "goes to"),
)


@click.command()
@click.option("--rule", metavar="CODE", default="", help="Only what this rule found.")
@click.option("--direction", type=click.Choice(["adverse", "favourable", "neutral"]), help="Only these.")
@click.option(
    "--state",
    type=click.Choice(["standing", "open", "acknowledged", "snoozed", "resolved", "any"]),
    default="standing",
    show_default=True,
    help="Only these.",
)
@click.option("--look", is_flag=True, help="Look at everything first, as the worker does once a day.")
@format_option
@needs_database
def signals(rule: str, direction: str | None, state: str, look: bool, form: str) -> None:
    """Print what rules found, the most pressing first. What is about a person is for them alone, and not printed."""
    from hoshin.accounts.access import Actor
    from hoshin.signals.records import record_of
    from hoshin.signals.selectors import SignalWish, signals_listed
    from hoshin.signals.services import look_at_everything

    actor = Actor.system()
    if look:
        count = look_at_everything(actor)
        click.echo(f"{count} new", err=True)
    wish = SignalWish(rule=rule, direction=direction or "", state="" if state == "any" else state)
    records = [record_of(row) for row in signals_listed(actor, wish).iterator()]
    if form == Format.JSON:
        print_json(records)
    elif form == Format.CSV:
        print_csv(records, FIELDS)
    else:
        print_table(records, _COLUMNS)
