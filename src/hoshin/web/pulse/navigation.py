"""Where surveys stand."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.pulse.policies import PulseRight
from hoshin.web.navigation import Deed, RailPage

PAGES = (
    RailPage(
        "surveys",
        _("Surveys"),
        "M2.5 8.5h2.5l1.5-4 3 7.5 1.5-3.5h2.5",
        Right.SEE,
        23,
        belongs=(
            "survey",
            "survey_new",
            "survey_answer",
            "survey_planned",
            "survey_planned_change",
            "survey_unit",
            "survey_replies",
            "survey_comment",
            "survey_plan",
            "survey_plan_new",
            "questionnaires",
            "questionnaire_new",
            "questionnaire",
            "questionnaire_test",
            "question_new",
            "question",
        ),
        also=_("pulse engagement enps poll question anonymous"),
        help="guides/surveys",
    ),
)
DEEDS = (
    Deed("survey_new", _("Send a survey"), PulseRight.RUN, 55, _("pulse engagement enps poll ask")),
    Deed("questionnaires", _("Write a survey"), PulseRight.RUN, 56, _("own questions questionnaire")),
)
