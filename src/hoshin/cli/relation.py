"""`hoshin relation`: grant and end dotted lines and HR of units."""

from datetime import datetime

import click

from hoshin.cli.records import Format, TableColumn, format_option, print_csv, print_json, print_table
from hoshin.cli.setup import needs_database, reads_database

_DAY = click.DateTime(["%Y-%m-%d"])
_FIELDS = ("id", "who", "relation", "to", "from", "until", "reason")
_COLUMNS = tuple(TableColumn(name, name, may_shrink=name == "reason") for name in _FIELDS)


@click.group()
def relation() -> None:
    """Grant and end dotted lines and HR of units."""


@relation.command()
@click.argument("who")
@click.argument("kind", type=click.Choice(["dotted_line", "hr_of_unit"]))
@click.argument("to")
@click.option("--reason", required=True, help="Why it is granted.")
@click.option("--from", "begins", type=_DAY, help="The first day on which it holds; today where it is left out.")
@click.option("--until", "ends", type=_DAY, help="The first day on which it holds no more.")
@needs_database
def grant(who: str, kind: str, to: str, reason: str, begins: datetime | None, ends: datetime | None) -> None:
    """Give WHO (an employee id) a dotted line to the person TO, or make them HR of the unit TO and all below it."""
    from hoshin.accounts.access import Actor
    from hoshin.org.selectors import person_by_employee_id, unit_by_code
    from hoshin.org.services import grant_relation

    actor = Actor.system()
    granted = grant_relation(
        actor,
        person=person_by_employee_id(actor, who),
        relation=kind,
        to=unit_by_code(actor, to) if kind == "hr_of_unit" else person_by_employee_id(actor, to),
        reason=reason,
        valid_from=begins.date() if begins else None,
        valid_to=ends.date() if ends else None,
    )
    click.echo(f"Granted as number {granted.pk}.", err=True)


@relation.command()
@click.argument("number", type=int)
@click.option("--on", "day", type=_DAY, help="The first day on which it holds no more; today where it is left out.")
@needs_database
def end(number: int, day: datetime | None) -> None:
    """End the relation with this NUMBER."""
    from hoshin.accounts.access import Actor
    from hoshin.org.selectors import granted_relation_by_number
    from hoshin.org.services import end_relation

    actor = Actor.system()
    ended = end_relation(actor, granted=granted_relation_by_number(actor, number), day=day.date() if day else None)
    click.echo(f"Ends on {ended.valid_to}.", err=True)


@relation.command("list")
@format_option
@reads_database
def list_(form: str) -> None:
    """List what was granted, the latest first."""
    from hoshin.accounts.access import Actor
    from hoshin.org.policies import granted_relations_visible_to

    rows = granted_relations_visible_to(Actor.system()).select_related("person", "to_person", "to_unit")
    records = [
        {
            "id": row.pk,
            "who": row.person.employee_id,
            "relation": row.relation,
            "to": row.to_unit.code if row.to_unit else row.to_person.employee_id if row.to_person else "",
            "from": row.valid_from.isoformat(),
            "until": row.valid_to.isoformat() if row.valid_to else "",
            "reason": row.reason,
        }
        for row in rows
    ]
    if form == Format.JSON:
        print_json(records)
    elif form == Format.CSV:
        print_csv(records, _FIELDS)
    else:
        print_table(records, _COLUMNS)
