"""Finds signals, rules, and what came of both."""

from hoshin.signals.selectors.listing import (
    ListedRule,
    RulePrecision,
    SignalScope,
    SignalWish,
    SubjectKind,
    events_of,
    folded_under,
    rule_by_code,
    rules_listed,
    signal_by_number,
    signals_by_numbers,
    signals_listed,
    watch_rule_by_number,
    watch_rules_of,
)
from hoshin.signals.selectors.reading import with_subjects

__all__ = [
    "ListedRule",
    "RulePrecision",
    "SignalScope",
    "SignalWish",
    "SubjectKind",
    "events_of",
    "folded_under",
    "rule_by_code",
    "rules_listed",
    "signal_by_number",
    "signals_by_numbers",
    "signals_listed",
    "watch_rule_by_number",
    "watch_rules_of",
    "with_subjects",
]
