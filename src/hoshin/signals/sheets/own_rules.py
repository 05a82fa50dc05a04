"""Sheet watch_rules: rules that people made for themselves."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.signals.models import MOST_PERIODS, WatchComparison
from hoshin.signals.policies import watch_rules_visible_to
from hoshin.signals.rows import WatchRuleRow
from hoshin.signals.services.watching import upsert_watch_rules


def _stored(actor: Actor) -> Iterator[WatchRuleRow]:
    rows = watch_rules_visible_to(actor).select_related("owner", "tells", "measure", "unit").order_by("code")
    for row in rows:
        yield WatchRuleRow(
            row.code,
            row.name,
            row.owner.employee_id,
            row.tells.employee_id,
            row.measure.code if row.measure else "",
            row.unit.code if row.unit else "",
            row.formula,
            row.comparison,
            row.line,
            row.periods,
            row.is_on,
        )


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """It watches a measure or a formula; without anybody to tell it tells whose it is."""
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        if bool(row.measure) == bool(row.formula):
            message = "It watches a measure or a formula."
            yield draft.problem(at, "measure", row.measure, message, "Fill one of the two columns.")
        draft.rows[at] = row._replace(tells=row.tells or row.owner)


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """Measures and people are written before."""
    if rows := draft.new_rows():
        upsert_watch_rules(actor, rows)


WATCH_RULES = Sheet(
    "watch_rules",
    "own rule",
    (
        code(required=True),
        Column("name", required=True, longest=300),
        code("owner", "people", required=True),
        code("tells", "people"),
        code("measure", "measures"),
        code("unit", "units"),
        Column("formula", ColumnKind.TEXT, longest=2_000),
        Column("comparison", ColumnKind.CHOICE, choices=tuple(WatchComparison.values), default=WatchComparison.BELOW),
        Column("line", ColumnKind.NUMBER, required=True),
        Column("periods", ColumnKind.WHOLE, least=1, most=MOST_PERIODS, default=1),
        Column("speaks", ColumnKind.YES_NO, default=True),
    ),
    ("code",),
    WatchRuleRow,
    stored=_stored,
    check=_check,
    finish=_finish,
)
