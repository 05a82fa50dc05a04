"""Where growth stands, and what the palette offers to do with it."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.growth.policies import GrowthRight
from hoshin.web.navigation import Deed, RailPage, is_somebody

PAGES = (
    RailPage(
        "promotions",
        _("Promotions"),
        "M8 13V4M4.500 7.500 8 4l3.500 3.500M3 13h10",
        GrowthRight.GROW,
        27,
        belongs=("promotion", "promotion_work", "promotion_words", "growth_screen"),
        also=_("career case evidence decide candidate"),
        help="guides/growth",
    ),
    RailPage(
        "succession",
        _("Succession"),
        "M5 6.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM11 13.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM5 8v3.500h3",
        GrowthRight.GROW,
        28,
        belongs=("critical_role",),
        also=_("critical roles successors ready risk of loss"),
        help="guides/growth",
    ),
    RailPage(
        "openings",
        _("Openings"),
        "M3 5h10v8H3zM6 5V3h4v2M3 8.500h10",
        Right.SEE,
        29,
        belongs=("opening",),
        also=_("vacancies jobs internal mobility roles"),
        help="guides/growth",
    ),
    RailPage(
        "learning",
        _("Learning"),
        "M2 4l6-2 6 2-6 2zM4 5.500V10c2 1.500 6 1.500 8 0V5.500M14 4v5",
        Right.SEE,
        26,
        belongs=(
            "learning_item",
            "learning_item_new",
            "learning_item_edit",
            "learning_requests",
            "learning_session",
            "learning_session_edit",
        ),
        also=_("training courses catalogue sessions mandatory requests certificates"),
        help="guides/growth",
    ),
    RailPage(
        "growth",
        _("My growth"),
        "M8 14V7M8 7C8 4 6 3 3 3c0 3 2 4 5 4ZM8 9c0-2 1.5-3 4.5-3 0 2.500-2 3-4.500 3Z",
        Right.SEE,
        51,
        belongs=("growth_of", "growth_assess", "growth_shown", "development_action", "development_action_new"),
        also=_("development plan skills career gap next role competencies mentor"),
        help="guides/growth",
    ),
    RailPage(
        "growth_framework",
        _("Competencies and roles"),
        "M3 13V9M8 13V6M13 13V3",
        Right.SEE,
        25,
        belongs=(
            "competency",
            "competency_new",
            "competency_edit",
            "job_role",
            "job_role_new",
            "job_role_edit",
            "growth_needs",
        ),
        also=_("framework career paths levels skills expectations job family"),
        help="guides/growth",
    ),
)
DEEDS = (
    Deed(
        "learning_requests", _("See what I learnt, asked for and decide on"), GrowthRight.GROW, 61, _("training course")
    ),
    Deed(
        "learning_item_new", _("Add an entry to the catalogue"), GrowthRight.WRITE_FRAMEWORK, 62, _("training course")
    ),
    Deed("growth", _("See where I stand and what comes next"), GrowthRight.GROW, 58, _("career"), only=is_somebody),
    Deed(
        "growth_screen",
        _("See who is reached by learning and promotions"),
        GrowthRight.GROW,
        66,
        _("adverse impact screen fairness groups HR"),
    ),
    Deed("growth_needs", _("See which skills goals need"), GrowthRight.GROW, 59, _("missing competencies unit")),
    Deed("competency_new", _("Add a competency"), GrowthRight.WRITE_FRAMEWORK, 63, _("new skill framework")),
    Deed("job_role_new", _("Add a role"), GrowthRight.WRITE_FRAMEWORK, 57, _("new job family level framework")),
)
