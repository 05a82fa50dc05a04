"""Where goals stand: near the top, for everybody who may have some."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.okrs.policies import OkrsRight
from hoshin.web.navigation import Deed, RailPage

PAGES = (
    RailPage(
        "goals",
        _("My goals"),
        "check",
        Right.SEE,
        17,
        is_wide=True,
        belongs=("goal_new", "goal_edit", "goal_library", "alignment", "cycles", "cycle", "cycle_close"),
        also=_("okr key results line of sight cycle"),
        help="guides/goals",
    ),
)
DEEDS = (
    Deed("alignment", _("Alignment"), Right.SEE, 13, _("cascade tree matrix units orphan goals line of sight")),
    Deed("goal_new", _("Write a goal"), OkrsRight.WRITE_OWN_GOALS, 12, _("new add objective okr key result")),
    Deed("goal_library", _("Library of goals"), Right.SEE, 52, _("templates objectives key results examples")),
    Deed("cycles", _("Cycles of goals"), OkrsRight.MANAGE_CYCLES, 46, _("quarter year okr")),
)
