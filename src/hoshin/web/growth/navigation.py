"""Where growth stands, and what the palette offers to do with it."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.growth.policies import GrowthRight
from hoshin.web.navigation import Deed, RailPage

PAGES = (
    RailPage(
        "growth",
        _("My growth"),
        "M8 14V7M8 7C8 4 6 3 3 3c0 3 2 4 5 4ZM8 9c0-2 1.5-3 4.5-3 0 2.500-2 3-4.500 3Z",
        Right.SEE,
        24,
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
    Deed("growth", _("See where I stand and what comes next"), GrowthRight.GROW, 58, _("career"), of_people=True),
    Deed("growth_needs", _("See which skills goals need"), GrowthRight.GROW, 59, _("missing competencies unit")),
    Deed("competency_new", _("Add a competency"), GrowthRight.WRITE_FRAMEWORK, 56, _("new skill framework")),
    Deed("job_role_new", _("Add a role"), GrowthRight.WRITE_FRAMEWORK, 57, _("new job family level framework")),
)
