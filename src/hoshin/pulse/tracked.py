"""How waves stand in the audit trail. Invitations, urns and results stand in none: what is not written is not found."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.policies import undone_with
from hoshin.audit.tracked import Tracked
from hoshin.pulse.models import ActionPlan, NamedAnswer, PlannedWave, Questionnaire, Wave
from hoshin.pulse.policies import (
    PulseRight,
    named_answers_visible_to,
    planned_waves_visible_to,
    plans_visible_to,
    questionnaires_visible_to,
    waves_visible_to,
)

TRACKED = (
    Tracked(
        model=Questionnaire,
        label=_("Own survey"),
        named_by=("name",),
        page="questionnaire",
        page_by="code",
        seen_by=questionnaires_visible_to,
        undone_by=undone_with(PulseRight.RUN),
    ),
    Tracked(
        model=PlannedWave,
        label=_("Planned survey"),
        named_by=("name",),
        page="survey_planned",
        page_by="code",
        seen_by=planned_waves_visible_to,
        undone_by=None,
        # Who planned it stands beside each entry, and why it was not sent on its page.
        unsaid=("planned_by_id", "problems"),
    ),
    Tracked(
        model=ActionPlan,
        label=_("Action plan of a survey"),
        named_by=("name",),
        page="survey_plan",
        page_by="code",
        seen_by=plans_visible_to,
        undone_by=None,
    ),
    Tracked(
        model=NamedAnswer,
        label=_("Answer with a name to a survey"),
        named_by=("wave__name", "person__name"),
        page="survey",
        page_by="wave__code",
        secrets=("answers",),
        seen_by=named_answers_visible_to,
        undone_by=None,
    ),
    Tracked(
        model=Wave,
        label=_("Survey"),
        named_by=("name",),
        page="survey",
        page_by="code",
        secrets=("salt",),
        seen_by=waves_visible_to,
        # What was promised and sent is not taken back.
        undone_by=None,
    ),
)
