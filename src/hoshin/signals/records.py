"""Signals as programs read them: one record each, the same for the API and the command line."""

from typing import Any

from hoshin.signals.models import Signal
from hoshin.signals.sentences import sentence_of


def record_of(row: Signal) -> dict[str, Any]:
    """All that is told of a signal, by the names of fields. It is read with its subjects."""
    return {
        "number": row.pk,
        "rule": row.rule,
        "rule_version": row.rule_version,
        "watch_rule": row.watch_rule.code if row.watch_rule else None,
        "sentence": sentence_of(row),
        "facts": row.facts,
        "measure": row.measure.code if row.measure else None,
        "objective": row.objective.code if row.objective else None,
        "person": row.person.employee_id if row.person else None,
        "unit": row.unit.code if row.unit else None,
        "plan": row.plan.code if row.plan else None,
        "direction": row.direction,
        "period": str(row.period) if row.period else None,
        "severity": row.severity,
        "p_value": row.p_value,
        "priority": row.priority,
        "state": row.state,
        "first_seen_at": row.first_seen_at,
        "last_seen_at": row.last_seen_at,
        "periods": row.count,
        "snoozed_until": row.snoozed_until,
        "goes_to": row.goes_to.employee_id if row.goes_to else None,
        "goes_to_as": row.goes_to_as,
        "handed_to": row.handed_to.employee_id if row.handed_to else None,
        "folded_under": row.folded_under_id,
        "useful": row.usefulness,
        "version": row.version,
    }
