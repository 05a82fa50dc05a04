"""How signals and their rules stand in the audit trail; how often pages were looked at stands in none."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.accounts.policies import undone_with
from hoshin.audit.models import Change
from hoshin.audit.tracked import Tracked
from hoshin.signals.models import Signal, SignalEvent, SignalRule, WatchedMeasure, WatchRule
from hoshin.signals.policies import (
    SignalRight,
    signal_events_visible_to,
    signal_rules_visible_to,
    signals_visible_to,
    watch_rules_visible_to,
    watched_measures_visible_to,
)

# What a look brings up to date is no act of anybody.
TRACES = (
    "last_seen_at",
    "count",
    "misses",
    "judged_on",
    "weight",
    "priority",
    "told_at",
    "goes_to_id",
    "goes_to_as",
    "facts",
    "starts_on",
    "frequency",
    "severity",
    "p_value",
    "rule_version",
)


def _undone_by_oneself(actor: Actor, changes: Sequence[Change]) -> set[int]:
    """One's own changes alone."""
    return {change.pk for change in changes if change.is_by(actor)}


TRACKED = (
    Tracked(
        model=Signal,
        label=_("Signal"),
        named_by=("rule", "measure__code", "objective__code", "unit__code", "plan__code"),
        page="signal",
        page_by="pk",
        seen_by=signals_visible_to,
        undone_by=_undone_by_oneself,
        traces_of_use=TRACES,
    ),
    Tracked(
        model=SignalEvent,
        label=_("What became of a signal"),
        named_by=("signal__rule", "what"),
        page="signal",
        page_by="signal_id",
        seen_by=signal_events_visible_to,
        undone_by=_undone_by_oneself,
    ),
    Tracked(
        model=SignalRule,
        label=_("Rule of signals"),
        named_by=("code",),
        seen_by=signal_rules_visible_to,
        undone_by=undone_with(SignalRight.TUNE),
    ),
    Tracked(
        model=WatchRule,
        label=_("Rule of one's own"),
        named_by=("name",),
        page="watch_rule",
        page_by="pk",
        seen_by=watch_rules_visible_to,
        undone_by=_undone_by_oneself,
    ),
    Tracked(
        model=WatchedMeasure,
        label=_("What a rule reads"),
        named_by=("rule__name", "measure__code"),
        seen_by=watched_measures_visible_to,
        undone_by=_undone_by_oneself,
    ),
)
