"""Brings back what was official and what was set by hand: after the scores were found."""

from hoshin.accounts.access import Actor
from hoshin.exchange.workbook.check_closed import override_row
from hoshin.exchange.workbook.draft import Draft
from hoshin.exchange.workbook.nodes import Nodes
from hoshin.exchange.workbook.stored import Record
from hoshin.scorecards.rows import ClosedRow, Figure, OfficialRow
from hoshin.scorecards.services import restore_closed_periods, restore_overrides
from hoshin.scorecards.statuses import BY_CODE

AFTER_SCORING = ("closed_periods", "closed_scores", "status_overrides")


def apply_closed(actor: Actor, draft: Draft) -> None:
    """Write closed periods, their figures and statuses set by hand. Within the act of the caller."""
    nodes = Nodes()
    closed = [entry.record for entry in draft.of("closed_periods") if entry.before is None]
    if closed:
        rows = [ClosedRow(nodes.plan_id(row["plan"]), row["period"].start, row["closed_at"]) for row in closed]
        named = [entry.record for entry in draft.of("closed_scores") if entry.before is None]
        restore_closed_periods(
            actor, rows, [OfficialRow(_node(nodes, row), row["period"].start, _figure(row)) for row in named]
        )
    given = [entry.record for entry in draft.of("status_overrides") if entry.before != entry.record]
    if given:
        restore_overrides(actor, [override_row(row, _node(nodes, row)) for row in given])


def _node(nodes: Nodes, row: Record) -> int:
    return nodes.id_of(row["plan"], row["kind"], row["code"], row["unit"])


def _figure(row: Record) -> Figure | None:
    if not row["status"]:
        return None
    return Figure(row["score"], row["coverage"], BY_CODE[row["status"]], row["value"], row["target"])
