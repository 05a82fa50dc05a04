"""Where reviews stand."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.reviews.policies import ReviewRight
from hoshin.web.navigation import Deed, RailPage

PAGES = (
    RailPage(
        "reviews",
        _("Reviews"),
        "M3 2.5h7l3 3v8H3zM5.5 8h5M5.5 10.5h3",
        Right.SEE,
        24,
        belongs=(
            "review_cycle",
            "review_cycle_new",
            "review_cycle_edit",
            "review_cycle_try",
            "review_form",
            "review_peers",
            "review_peers_name",
            "review_person",
            "review_templates",
            "review_appeal",
            "calibration",
            "calibration_new",
            "calibration_people",
            "review_pay",
            "review_pay_edit",
            "review_screen",
            "review_raters",
            "review_others",
            "review_outside_name",
            "review_forms_hand_over",
            "review_cycle_release",
            "review_cycle_close",
            "review_template",
            "review_template_new",
        ),
        also=_("performance appraisal calibration rating 360 pay criteria peer evaluation"),
        help="guides/reviews",
    ),
)
DEEDS = (Deed("review_cycle_new", _("Prepare reviews"), ReviewRight.RUN, 65, _("performance appraisal cycle launch")),)
