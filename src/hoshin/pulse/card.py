"""What surveys bring into the house."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import CONTRIBUTORS, OFFICE, Grant
from hoshin.accounts.sight import Thing
from hoshin.base.cards import Card
from hoshin.pulse import notices, policies
from hoshin.pulse.finds import FINDS
from hoshin.pulse.jobs import RUN
from hoshin.pulse.models import (
    ActionPlan,
    ChoiceResult,
    CommentSheet,
    Invitation,
    NamedAnswer,
    PlannedWave,
    Questionnaire,
    Wave,
    WaveResult,
    WaveUnit,
)
from hoshin.pulse.personal_data import PERSONAL_DATA
from hoshin.pulse.policies import PulseRight
from hoshin.pulse.sheets import SHEETS
from hoshin.pulse.tracked import TRACKED
from hoshin.pulse.wordings import WORDINGS

CARD = Card(
    personal_data=PERSONAL_DATA,
    rights=(Grant(PulseRight.ANSWER, CONTRIBUTORS), Grant(PulseRight.RUN, OFFICE)),
    tracked=TRACKED,
    wordings=WORDINGS,
    jobs=(RUN,),
    notices=notices.KINDS,
    finds=FINDS,
    sheets=SHEETS,
    things=(
        Thing("wave", _("Survey"), Wave, policies.waves_visible_to, policies.OPEN, named_by="code"),
        Thing("wave_unit", _("Unit of a survey"), WaveUnit, policies.wave_units_visible_to, policies.OPEN),
        Thing(
            "invitation",
            _("Invitation to a survey"),
            Invitation,
            policies.invitations_visible_to,
            policies.TO_INVITATIONS,
            whose=("person",),
        ),
        Thing(
            "named_answer",
            _("Answer with a name to a survey"),
            NamedAnswer,
            policies.named_answers_visible_to,
            policies.TO_NAMED_ANSWERS,
            whose=("person",),
        ),
        Thing(
            "questionnaire",
            _("Own survey"),
            Questionnaire,
            policies.questionnaires_visible_to,
            policies.TO_QUESTIONNAIRES,
            named_by="code",
        ),
        Thing(
            "planned_wave",
            _("Planned survey"),
            PlannedWave,
            policies.planned_waves_visible_to,
            policies.TO_QUESTIONNAIRES,
            named_by="code",
        ),
        Thing(
            "action_plan",
            _("Action plan of a survey"),
            ActionPlan,
            policies.plans_visible_to,
            policies.TO_PLANS,
            named_by="code",
            whose=("owner",),
        ),
        Thing(
            "choice_result",
            _("What was chosen in a survey"),
            ChoiceResult,
            policies.choices_visible_to,
            policies.TO_RESULTS,
        ),
        Thing("wave_result", _("Result of a survey"), WaveResult, policies.results_visible_to, policies.TO_RESULTS),
        Thing(
            "comment_sheet",
            _("Comments of a survey"),
            CommentSheet,
            policies.comment_sheets_visible_to,
            policies.TO_COMMENTS,
        ),
    ),
)
