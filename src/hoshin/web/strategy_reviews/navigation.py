"""Where strategy reviews stand in the rail, and what the palette offers about them."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.strategy_reviews.policies import StrategyReviewRight
from hoshin.web.navigation import Deed, RailPage

# A screen on a stand, with a line that rises.
_ICON = "M2 2.5h12M3 2.5v7.5h10V2.5M8 10v2M5.5 14 8 12l2.5 2M5.5 7.5 7.5 5.5l1.5 1L11 4.5"
PAGES = (
    RailPage(
        "strategy_reviews",
        _("Strategy reviews"),
        _ICON,
        Right.SEE,
        35,
        is_wide=True,
        belongs=(
            "strategy_review",
            "strategy_review_edit",
            "strategy_review_decide",
            "strategy_review_act",
            "strategy_review_minutes",
            "strategy_review_series",
            "strategy_review_series_new",
            "strategy_review_plan",
        ),
        also=_("meeting agenda minutes board quarterly review"),
        help="guides/strategy-reviews",
    ),
)
DEEDS = (
    Deed(
        "strategy_review_series_new",
        _("Begin strategy reviews"),
        StrategyReviewRight.HOLD_OWN,
        31,
        _("meeting agenda minutes"),
    ),
)
