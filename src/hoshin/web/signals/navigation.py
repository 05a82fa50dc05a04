"""Where signals stand."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.signals.policies import SignalRight
from hoshin.web.navigation import Deed, RailPage, is_somebody

PAGES = (
    RailPage(
        "signals",
        _("Signals"),
        "M2 9h3l2-5 3 9 2-4h2",
        Right.SEE,
        22,
        belongs=("signal", "signal_rules", "signal_rule", "watch_rules", "watch_rule_new", "watch_rule"),
        also=_("alerts warnings watch early warning"),
        help="guides/signals",
    ),
)
DEEDS = (
    Deed(
        "watch_rule_new",
        _("Make a rule of your own"),
        SignalRight.WATCH,
        39,
        _("watch alert tell"),
        only=is_somebody,
    ),
    Deed("signal_rules", _("Rules of signals"), Right.SEE, 53, _("cut points play useful share")),
)
