"""`hoshin risks`: print risks and opportunities with how they stand."""

from typing import Any

import click

from hoshin.cli.records import Format, TableColumn, format_option, print_csv, print_json, print_table
from hoshin.cli.setup import reads_database

_FIELDS = (
    "code", "name", "kind", "category", "owner", "unit", "likelihood_before", "impact_before", "level_before",
    "likelihood", "impact", "level", "is_raised", "appetite", "is_above", "expected_loss", "review_on", "closed_on",
)  # fmt: skip
_COLUMNS = (
    TableColumn("code", "code"),
    TableColumn("name", "risk", may_shrink=True),
    TableColumn("level_before", "before", is_number=True),
    TableColumn("level", "level", is_number=True),
    TableColumn("appetite", "appetite", is_number=True),
    TableColumn("stands", "", may_shrink=True),
    TableColumn("review_on", "review"),
    TableColumn("owner", "owner", may_shrink=True),
)


@click.command()
@click.option("--category", metavar="CODE", help="Only of this category.")
@click.option("--unit", metavar="CODE", help="Only of this unit and those below.")
@click.option("--objective", metavar="CODE", help="Only those that this objective is at.")
@click.option("--above", is_flag=True, help="Only those above the appetite of their category.")
@click.option("--all", "closed", is_flag=True, help="Also those that are closed.")
@format_option
@reads_database
def risks(category: str | None, unit: str | None, objective: str | None, above: bool, closed: bool, form: str) -> None:
    """Print risks and opportunities with how they stand, the highest level first."""
    from hoshin.accounts.access import Actor
    from hoshin.org.selectors import unit_by_code
    from hoshin.risks.selectors import RisksWanted, category_by_code, mean_losses_of, risks_listed
    from hoshin.strategy.selectors import objective_by_code

    actor = Actor.system()
    wanted = RisksWanted(
        above=above,
        closed=closed,
        category=category_by_code(actor, category) if category else None,
        unit=unit_by_code(actor, unit) if unit else None,
        objective=objective_by_code(actor, objective) if objective else None,
    )
    found = list(risks_listed(actor, wanted))
    losses = mean_losses_of(actor, found)
    rows = [_record(row, losses.get(row.pk)) for row in found]
    match form:
        case Format.JSON:
            print_json(rows)
        case Format.CSV:
            print_csv(rows, _FIELDS)
        case _:
            print_table([{**row, "stands": _stands(row)} for row in rows], _COLUMNS)


def _record(row: Any, loss: float | None) -> dict[str, Any]:
    own = {name: getattr(row, name) for name in _FIELDS if hasattr(row, name)}
    return {name: own.get(name) for name in _FIELDS} | {
        "category": row.category.code if row.category else None,
        "owner": row.owner.name if row.owner else None,
        "unit": row.unit.code if row.unit else None,
        "appetite": row.category.appetite if row.category else None,
        "expected_loss": loss,
    }


def _stands(row: dict[str, Any]) -> str:
    said = (("above appetite", row["is_above"]), ("raised by figures", row["is_raised"]), ("closed", row["closed_on"]))
    return ", ".join(words for words, is_so in said if is_so)
