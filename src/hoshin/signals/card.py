"""What signals bring into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, EVERYONE, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.signals import notices, policies
from hoshin.signals.finds import FINDS
from hoshin.signals.models import Signal, SignalEvent, SignalRule, ViewCount, WatchRule
from hoshin.signals.personal_data import PERSONAL_DATA
from hoshin.signals.policies import SignalRight
from hoshin.signals.services.looking import JOBS
from hoshin.signals.sheets import SHEETS
from hoshin.signals.tracked import TRACKED
from hoshin.signals.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(
        Grant(SignalRight.WATCH, EVERYONE),
        Grant(SignalRight.WATCH_FOR_OTHERS, CONTRIBUTORS),
        Grant(SignalRight.ACT_ON_ANY, OFFICE),
        Grant(SignalRight.TUNE, OFFICE),
    ),
    tracked=TRACKED,
    wordings=WORDINGS,
    sheets=SHEETS,
    notices=notices.KINDS,
    jobs=JOBS,
    finds=FINDS,
    things=(
        Thing("signal", _("Signal"), Signal, policies.signals_visible_to, policies.TO_SIGNALS, whose=("person",)),
        Thing(
            "signal_event",
            _("What became of a signal"),
            SignalEvent,
            policies.signal_events_visible_to,
            policies.THROUGH_SIGNALS,
        ),
        Thing("signal_rule", _("Rule of signals"), SignalRule, policies.signal_rules_visible_to, policies.OPEN),
        Thing(
            "watch_rule",
            _("Rule of one's own"),
            WatchRule,
            policies.watch_rules_visible_to,
            policies.TO_WATCH_RULES,
            whose=("owner", "tells"),
        ),
        Thing("view_count", _("Views of a page"), ViewCount, policies.view_counts_visible_to, policies.TO_VIEW_COUNTS),
    ),
)
