"""Sheet signals: what was found, with its numbers and what people made of it. It is written out and not read back:

signals are found anew from the values of an installation, by its own rules.
"""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet
from hoshin.signals.policies import signals_visible_to
from hoshin.signals.rows import SignalRow
from hoshin.signals.selectors.reading import with_subjects
from hoshin.signals.sentences import sentence_of


def _stored(actor: Actor) -> Iterator[SignalRow]:
    for row in with_subjects(signals_visible_to(actor)).order_by("first_seen_at", "pk"):
        yield SignalRow(
            str(row.pk),
            row.rule,
            row.rule_version,
            row.watch_rule.code if row.watch_rule else "",
            row.measure.code if row.measure else "",
            row.objective.code if row.objective else "",
            row.person.employee_id if row.person else "",
            row.unit.code if row.unit else "",
            row.plan.code if row.plan else "",
            row.direction,
            row.period,
            row.severity,
            sentence_of(row),
            row.p_value,
            row.state,
            row.first_seen_at,
            row.last_seen_at,
            row.count,
            row.handed_to.employee_id if row.handed_to else "",
            row.usefulness,
        )


def _prepare(draft: Draft, book: Book) -> Iterator[Problem]:
    """Nothing of it is read."""
    draft.choose([])
    yield from ()


SIGNALS = Sheet(
    "signals",
    "signal",
    (
        Column("number", required=True),
        Column("rule"),
        Column("version"),
        Column("watch_rule"),
        Column("measure"),
        Column("objective"),
        Column("person"),
        Column("unit"),
        Column("plan"),
        Column("direction"),
        Column("period", ColumnKind.PERIOD),
        Column("severity", ColumnKind.WHOLE),
        Column("sentence", ColumnKind.TEXT),
        Column("p_value", ColumnKind.NUMBER),
        Column("state"),
        Column("first_seen_at", ColumnKind.INSTANT),
        Column("last_seen_at", ColumnKind.INSTANT),
        Column("periods", ColumnKind.WHOLE),
        Column("handed_to"),
        Column("useful"),
    ),
    ("number",),
    SignalRow,
    stored=_stored,
    prepare=_prepare,
)
