"""`hoshin score`: print scores with status, coverage and trend."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from hoshin.cli.lines import (
    FIELDS,
    PROJECTED_FIELDS,
    columns_of,
    expected_text,
    projected_record,
    record_of,
    table_row_of,
)
from hoshin.cli.records import Format, format_option, print_csv, print_json, print_table
from hoshin.cli.setup import reads_database

if TYPE_CHECKING:
    from hoshin.accounts.access import Actor
    from hoshin.forecasts.selectors import Projected
    from hoshin.scorecards.selectors import NodeLine
    from hoshin.strategy.models import Plan


@click.command()
@click.option("--period", help="Such as 2026, 2026-Q3 or 2026-07; the latest with scores where it is left out.")
@click.option("--plan", "plan_code", metavar="CODE", help="One plan instead of all.")
@click.option("--unit", metavar="CODE", help="Only what is this unit's own or counts for it.")
@click.option("--node", metavar="CODE", help="Only the plan, perspective, objective, measure or unit of this code.")
@click.option("--kind", type=click.Choice(["plan", "perspective", "objective", "measure", "unit"]), help="Only these.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="From what was known by the end of this day.")
@click.option("--projected", is_flag=True, help="Also where each score is expected at the end of the fiscal year.")
@format_option
@reads_database
def score(
    period: str | None,
    plan_code: str | None,
    unit: str | None,
    node: str | None,
    kind: str | None,
    as_of: datetime | None,
    projected: bool,
    form: str,
) -> None:
    """Print scores (0 to 100) with status, coverage and trend, in the reading order of the scorecard.

    A node that counts for several others is printed once. A measure that units hold has a row for each of them.
    """
    from hoshin.accounts.access import Actor
    from hoshin.scorecards.selectors import end_of_day
    from hoshin.strategy.policies import plans_visible_to
    from hoshin.strategy.selectors import plan_by_code

    actor = Actor.system()
    plans = [plan_by_code(actor, plan_code)] if plan_code else list(plans_visible_to(actor))
    known_by = end_of_day(as_of.date()) if as_of else None
    found = _found(actor, plans, period, unit, node, known_by)
    listed = [(plan, [line for line in lines if kind in (None, line.kind)]) for plan, lines in found]
    _print(actor, listed, form, projected)


def _found(
    actor: "Actor",
    plans: list["Plan"],
    period: str | None,
    unit: str | None,
    node: str | None,
    as_of: datetime | None,
) -> list[tuple["Plan", list["NodeLine"]]]:
    """Lines plan by plan. What one plan lacks is no fault where another has it."""
    from hoshin.base.errors import NotFound

    found, missing = [], []
    for plan in plans:
        try:
            found.append((plan, _lines(actor, plan, period, unit, node, as_of)))
        except NotFound as error:
            missing.append((plan, error))
    if missing and not found:
        raise missing[0][1]
    for plan, lacking in missing if period and not node else []:
        click.echo(f"{plan.code} is left out: {lacking}", err=True)
    return found


def _lines(
    actor: "Actor", plan: "Plan", period: str | None, unit: str | None, node: str | None, as_of: datetime | None
) -> list["NodeLine"]:
    from hoshin.scorecards.selectors import all_lines, lines_known, node_of, period_known

    chosen = period_known(plan, period, as_of)
    if node is None:
        return all_lines(actor, plan, period=chosen, unit=unit, as_of=as_of)
    wanted = node_of(actor, node, unit=unit, plan=plan.code)
    return list(lines_known(actor, plan, [wanted.pk], chosen, as_of).values())


def _print(actor: "Actor", listed: list[tuple["Plan", list["NodeLine"]]], form: str, is_projected: bool) -> None:
    if form == Format.TABLE:
        _print_tables(actor, listed, is_projected)
        return
    records = [record for plan, lines in listed for record in _records(actor, plan, lines, is_projected)]
    if form == Format.JSON:
        print_json(records)
    else:
        print_csv(records, (*FIELDS, *PROJECTED_FIELDS) if is_projected else FIELDS)


def _print_tables(actor: "Actor", listed: list[tuple["Plan", list["NodeLine"]]], is_projected: bool) -> None:
    for position, (plan, lines) in enumerate(listed):
        if position:
            click.echo()
        period = lines[0].period.label if lines else "no period"
        click.echo(click.style(f"{plan.name}, {period}", bold=True))
        if plan.attribution:
            click.echo(plan.attribution)
        ahead = _ahead(actor, plan, lines, is_projected)
        rows = [table_row_of(line) | expected_text(ahead.get(line.node)) for line in lines]
        print_table(rows, columns_of(lines, next(iter(ahead.values())).period.label if ahead else ""))
    if not any(lines for _, lines in listed):
        click.echo("There is nothing to score yet. Import a workbook: hoshin import PATH", err=True)


def _records(actor: "Actor", plan: "Plan", lines: list["NodeLine"], is_projected: bool) -> list[dict[str, Any]]:
    from hoshin.scorecards.selectors import progress_of

    details, ahead = progress_of(actor, lines), _ahead(actor, plan, lines, is_projected)
    return [
        record_of(line, plan.code, details.get(line.node))
        | (projected_record(ahead.get(line.node)) if is_projected else {})
        for line in lines
    ]


def _ahead(actor: "Actor", plan: "Plan", lines: list["NodeLine"], is_projected: bool) -> dict[int, "Projected"]:
    from hoshin.forecasts.selectors import projections_ahead

    return projections_ahead(actor, plan, [line.node for line in lines]) if is_projected else {}
