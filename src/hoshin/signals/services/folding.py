"""Folds a signal under that of the measure which explains it, so that one cause is one story."""

from collections.abc import Mapping, Sequence

from hoshin.signals.assembly.folding import MovedScore, explaining_nodes, measures_of_nodes
from hoshin.signals.models import Signal, SignalDirection, SignalHappening, SignalState
from hoshin.signals.services.lifecycle import note

# The gravest are explained; each takes a few statements.
MOST_EXPLAINED = 50


def fold(signals: Sequence[Signal], nodes: Mapping[int, int]) -> None:
    """Fold those of these new signals on scores that one measure explains, where that measure has a signal itself."""
    above = [row for row in signals if row.measure_id is None and nodes.get(row.pk) and row.plan and row.period]
    above = [row for row in above if row.direction == SignalDirection.ADVERSE]
    above.sort(key=lambda row: -row.priority)
    moved = [
        MovedScore(nodes[row.pk], row.plan, row.period) for row in above[:MOST_EXPLAINED] if row.plan and row.period
    ]
    causes = explaining_nodes(moved)
    measures = measures_of_nodes(list(causes.values()))
    standing = Signal.objects.filter(
        measure__in=measures.values(), direction=SignalDirection.ADVERSE, folded_under=None, watch_rule=None
    ).exclude(state=SignalState.RESOLVED)
    by_measure = {row.measure_id: row for row in standing.order_by("priority", "-pk")}
    folded = []
    for row in above[:MOST_EXPLAINED]:
        cause = by_measure.get(measures.get(causes.get(nodes[row.pk], 0), 0))
        if cause is not None and cause.pk != row.pk:
            row.folded_under = cause
            folded.append(row)
    Signal.objects.bulk_update(folded, ["folded_under"])
    note(folded, SignalHappening.FOLDED)
