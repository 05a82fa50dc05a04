"""Sheet status_overrides: the statuses that people set by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet
from hoshin.scorecards.models import StatusOverride
from hoshin.scorecards.rows import NodeName, OverrideRow
from hoshin.scorecards.selectors import node_ids_ever
from hoshin.scorecards.services import nodes_named, restore_overrides
from hoshin.scorecards.services.validity import override_problems
from hoshin.scorecards.sheets.nodes import NODE, check_nodes, names_of_nodes
from hoshin.scorecards.statuses import BY_CODE, STATUSES
from hoshin.strategy.policies import plans_visible_to

_SET = ("status", "reason", "starts_on", "expires_on", "set_by")


class OverrideLine(NamedTuple):
    """A row of the sheet: a status that a person set for a node, with the reason and the days for which it holds."""

    plan: str
    kind: str
    code: str
    unit: str
    status: str
    reason: str
    starts_on: date
    expires_on: date
    set_by: str

    @property
    def node(self) -> NodeName:
        return NodeName(*self[:4])


def _stored(actor: Actor) -> list[OverrideLine]:
    """The status set by hand last for each node, unless it was withdrawn."""
    lines = []
    for plan in plans_visible_to(actor):
        seen, names = node_ids_ever(actor, plan), names_of_nodes(plan=plan)
        rows = StatusOverride.objects.filter(node__plan=plan, is_withdrawn=False).order_by("node_id", "id")
        last = {node: values for node, *values in rows.values_list("node_id", *_SET) if node in seen}
        lines += [OverrideLine(*names[node], STATUSES[status].code, *rest) for node, (status, *rest) in last.items()]
    return sorted(lines, key=lambda line: (line.kind, line.code, line.unit))


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Each is set for something that has a score, with a reason, for a year at most."""
    yield from check_nodes(draft, book)
    for at, (row, before) in enumerate(zip(draft.rows, draft.befores, strict=True)):
        if not row.set_by:
            draft.rows[at] = row._replace(set_by=before.set_by if before else book.actor.name)
        if at not in draft.faulty:
            yield from (replace(problem, row=at + 1) for problem in override_problems(_row(row, 0)))


def _row(line: OverrideLine, node_id: int) -> OverrideRow:
    dates = line.starts_on, line.expires_on
    return OverrideRow(node_id, BY_CODE[line.status], line.reason, *dates, line.set_by)


def _after_news(actor: Actor, draft: Draft, book: Book) -> None:
    news = draft.new_rows()
    if news:
        ids = nodes_named(actor, [line.node for line in news])
        restore_overrides(actor, [_row(line, ids[line.node]) for line in news], is_checked=True)


STATUS_OVERRIDES = Sheet(
    "status_overrides",
    "status set by hand",
    (
        *NODE,
        Column("status", ColumnKind.CHOICE, required=True, choices=tuple(BY_CODE)),
        Column("reason", ColumnKind.TEXT, required=True),
        Column("starts_on", ColumnKind.DATE, required=True),
        Column("expires_on", ColumnKind.DATE, required=True),
        Column("set_by", longest=200),
    ),
    ("plan", "kind", "code", "unit"),
    OverrideLine,
    stored=_stored,
    check=_check,
    after_news=_after_news,
)
