"""`hoshin initiatives`: print initiatives with how they stand."""

from typing import Any

import click

from hoshin.base.rounding import figure
from hoshin.cli.records import Format, TableColumn, format_option, print_csv, print_json, print_table
from hoshin.cli.setup import reads_database

_FIELDS = (
    "code", "name", "owner", "unit", "serves", "start_date", "due_date", "status", "decided_by", "reason", "progress",
    "expected", "milestones", "done", "late", "budget", "currency",
)  # fmt: skip
_COLUMNS = (
    TableColumn("code", "code"),
    TableColumn("name", "initiative", may_shrink=True),
    TableColumn("owner", "owner", may_shrink=True),
    TableColumn("due_date", "due"),
    TableColumn("status", "status"),
    TableColumn("done_of", "progress", is_number=True),
    TableColumn("late", "late", is_number=True),
    TableColumn("reason", "reason", may_shrink=True),
)


@click.command()
@click.option("--unit", metavar="CODE", help="Only of this unit and those below.")
@click.option("--objective", metavar="CODE", help="Only what serves this objective.")
@click.option("--late", is_flag=True, help="Only with late milestones.")
@click.option("--all", "ended", is_flag=True, help="Also those that were ended by hand.")
@format_option
@reads_database
def initiatives(unit: str | None, objective: str | None, late: bool, ended: bool, form: str) -> None:
    """Print initiatives with what they serve and how they stand, what is due first first."""
    from hoshin.accounts.access import Actor
    from hoshin.initiatives.selectors import InitiativesWanted, initiatives_listed, shown_initiatives
    from hoshin.org.selectors import unit_by_code
    from hoshin.strategy.selectors import objective_by_code

    actor = Actor.system()
    wanted = InitiativesWanted(
        late=late,
        unit=unit_by_code(actor, unit) if unit else None,
        objective=objective_by_code(actor, objective) if objective else None,
        ended=ended,
    )
    rows = [_record(one) for one in shown_initiatives(actor, list(initiatives_listed(actor, wanted)))]
    match form:
        case Format.JSON:
            print_json(rows)
        case Format.CSV:
            print_csv(rows, _FIELDS)
        case _:
            print_table([{**row, "done_of": _percent(row["progress"])} for row in rows], _COLUMNS)


def _record(shown: Any) -> dict[str, Any]:
    from hoshin.initiatives.reasons import reason_of

    row, standing = shown.row, shown.standing
    return {
        "code": row.code,
        "name": row.name,
        "owner": row.owner.name if row.owner else None,
        "unit": row.unit.code if row.unit else None,
        "serves": [one.objective.code for one in shown.serves],
        "start_date": row.start_date,
        "due_date": row.due_date,
        "status": standing.status,
        "decided_by": standing.by,
        "reason": reason_of(row, standing),
        "progress": standing.progress,
        "expected": standing.expected,
        "milestones": standing.steps,
        "done": standing.done,
        "late": standing.late,
        "budget": row.budget,
        "currency": row.currency,
    }


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{figure(100.0 * share, 0)} %"
