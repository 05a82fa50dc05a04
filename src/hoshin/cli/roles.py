"""`hoshin roles`: print roles with where they lead, and where people went who had them."""

import click

from hoshin.cli.records import Format, TableColumn, format_option, print_csv, print_json, print_table
from hoshin.cli.setup import reads_database

_FIELDS = ("code", "name", "job_family", "level", "people", "years", "expects", "leads_to", "went_to")
_COLUMNS = (
    TableColumn("code", "code"),
    TableColumn("name", "role", may_shrink=True),
    TableColumn("people", "people", is_number=True),
    TableColumn("leads_to", "leads to", may_shrink=True),
    TableColumn("went_to", "people went to", may_shrink=True),
)


@click.command()
@click.option("--family", metavar="NAME", help="Only of this job family.")
@format_option
@reads_database
def roles(family: str | None, form: str) -> None:
    """Print roles by job family: who has them, where they lead, and where five people or more went."""
    from hoshin.accounts.access import Actor
    from hoshin.growth.policies import job_roles_visible_to
    from hoshin.growth.selectors import shown_role

    actor = Actor.system()
    found = job_roles_visible_to(actor).order_by("job_family", "code")
    if family:
        found = found.filter(job_family__iexact=family)
    rows = []
    for shown in (shown_role(actor, row) for row in found):
        own = {name: getattr(shown.row, name) for name in ("code", "name", "job_family", "level")}
        went = [f"{one.job_family}, {one.level}: {one.people}" for one in shown.career.made]
        rows.append(
            own
            | {
                "people": shown.career.now,
                "years": None if shown.career.years is None else round(shown.career.years, 1),
                "expects": "; ".join(f"{one.competency.code}={one.level}" for one in shown.expected),
                "leads_to": "; ".join(f"{move.to_role.code} ({move.kind})" for move in shown.leads_to),
                "went_to": "; ".join(went),
            }
        )
    match form:
        case Format.JSON:
            print_json(rows)
        case Format.CSV:
            print_csv(rows, _FIELDS)
        case _:
            print_table(rows, _COLUMNS)
