"""The sheets of signals: how rules are set, rules of one's own, and what was found."""

from hoshin.signals.sheets.own_rules import WATCH_RULES
from hoshin.signals.sheets.rules import SIGNAL_RULES
from hoshin.signals.sheets.signals import SIGNALS

SHEETS = (SIGNAL_RULES, WATCH_RULES, SIGNALS)
