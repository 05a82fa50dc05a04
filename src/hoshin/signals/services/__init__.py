"""Looks for signals, what people do with them, and how rules are set."""

from hoshin.signals.services.acting import (
    acknowledge_signal,
    call_signal_useful,
    hand_over_signal,
    retire_measure,
    snooze_signal,
)
from hoshin.signals.services.looking import look_at_everything, look_at_measures
from hoshin.signals.services.several import MOST_AT_ONCE, SignalAnswer, answer_signals
from hoshin.signals.services.tuning import set_signal_rule, upsert_signal_rules
from hoshin.signals.services.watching import (
    WatchWish,
    add_watch_rule,
    change_watch_rule,
    remove_watch_rule,
    try_watch_rule,
    upsert_watch_rules,
)

__all__ = [
    "MOST_AT_ONCE",
    "SignalAnswer",
    "WatchWish",
    "acknowledge_signal",
    "add_watch_rule",
    "answer_signals",
    "call_signal_useful",
    "change_watch_rule",
    "hand_over_signal",
    "look_at_everything",
    "look_at_measures",
    "remove_watch_rule",
    "retire_measure",
    "set_signal_rule",
    "snooze_signal",
    "try_watch_rule",
    "upsert_signal_rules",
    "upsert_watch_rules",
]
