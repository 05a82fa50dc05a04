"""What measures does when an undo put its rows back."""

from collections.abc import Sequence

from hoshin.audit.events import RowsRestored, rows_of
from hoshin.base import events
from hoshin.measures.events import MeasuresChanged
from hoshin.measures.models import Measure, PastDefinition, Target


def register() -> None:
    """Subscribe to the news of the audit trail."""
    events.subscribe(RowsRestored, follow_restored)


def follow_restored(news: Sequence[RowsRestored]) -> None:
    """Tell whose definition or targets are other ones again. Values that were taken back have told it themselves."""
    measures = {row.row for row in rows_of(news, Measure) if not row.is_removed}
    measures |= {int(row.columns["measure_id"]) for kind in (Target, PastDefinition) for row in rows_of(news, kind)}
    if measures:
        events.publish(MeasuresChanged(frozenset(measures)))
