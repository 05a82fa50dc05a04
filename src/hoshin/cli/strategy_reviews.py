"""`hoshin strategy-reviews`: print meetings about the strategy, or the minutes of one."""

from typing import Any

import click

from hoshin.cli.records import Format, TableColumn, format_option, print_csv, print_json, print_table
from hoshin.cli.setup import reads_database

_FIELDS = ("code", "series", "name", "plan", "unit", "starts_at", "minutes", "chair", "state", "decisions", "actions",
           "tasks", "tasks_open", "summary")  # fmt: skip
_COLUMNS = (
    TableColumn("code", "code"),
    TableColumn("day", "on"),
    TableColumn("name", "series", may_shrink=True),
    TableColumn("chair", "led by", may_shrink=True),
    TableColumn("state", ""),
    TableColumn("decisions", "decisions", is_number=True),
    TableColumn("actions", "actions", is_number=True),
    TableColumn("tasks_open", "open tasks", is_number=True),
)


@click.command(name="strategy-reviews")
@click.option("--series", metavar="CODE", default="", help="Only of this series.")
@click.option("--shown", type=click.Choice(["all", "coming", "held"]), default="all", help="Those to come, or held.")
@click.option("--search", metavar="WORDS", default="", help="Only those in which this was said.")
@format_option
@reads_database
def strategy_reviews(series: str, shown: str, search: str, form: str) -> None:
    """Print meetings about the strategy, the latest first, with how much came of each."""
    from hoshin.accounts.access import Actor
    from hoshin.strategy_reviews.selectors import ReviewWish, reviews_counted, series_by_code

    actor = Actor.system()
    wish = ReviewWish(text=search, shown=shown, series=series_by_code(actor, series).code if series else "")
    rows = [_record(row) for row in reviews_counted(actor, wish)]
    match form:
        case Format.JSON:
            print_json([{name: row[name] for name in _FIELDS} for row in rows])
        case Format.CSV:
            print_csv(rows, _FIELDS)
        case _:
            print_table(rows, _COLUMNS)


def _record(row: Any) -> dict[str, Any]:
    from django.utils.timezone import localtime

    starts_at = localtime(row.starts_at)
    return {
        "code": row.code,
        "series": row.series.code,
        "name": row.series.name,
        "plan": row.series.plan.code,
        "unit": row.series.unit.code if row.series.unit else None,
        "starts_at": starts_at.isoformat(),
        "day": starts_at.strftime("%Y-%m-%d %H:%M"),
        "minutes": row.minutes,
        "chair": row.chair.name if row.chair else None,
        "state": "held" if row.is_closed else "open",
        "decisions": row.decisions,
        "actions": row.actions,
        "tasks": row.all_tasks,
        "tasks_open": row.open_tasks,
        "summary": row.summary,
    }
