"""What people are told of surveys: that one asks them, and once more before it closes. Nobody is told who answered."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.wordings import wording
from hoshin.notices.kinds import ByMail, NoticeKind, OwedRow, OwedRows, OwedThing, day_in
from hoshin.pulse.models import ActionPlan
from hoshin.pulse.policies import PulseRight, own_plans, owners_of_plans


def _due_rows(actor: Actor) -> QuerySet[ActionPlan]:
    return own_plans(actor).filter(state="open", due_on__lte=clock.today()).order_by("due_on", "pk")


def _due(actor: Actor, row: OwedRow) -> OwedThing:
    return OwedThing(
        row["pk"], row["name"], "survey_plan", (row["code"],), due_on=day_in(row["due_on"]), version=row["version"]
    )


INVITED = NoticeKind(
    "survey_invited",
    _("A survey asks you"),
    wording("survey_invited", _("A survey asks you: %(name)s. Nobody will know what you answered")),
    "survey_answer",
    ("code",),
    about="wave",
    right=PulseRight.ANSWER,
    by_mail=ByMail.AT_ONCE,
)
REMINDED = NoticeKind(
    "survey_reminded",
    _("A survey that asks you closes soon"),
    wording(
        "survey_reminded",
        _("The survey %(name)s closes soon. In small groups nobody is told who answered: if you did, all is well"),
    ),
    "survey_answer",
    ("code",),
    about="wave",
    right=PulseRight.ANSWER,
)
PLANNED = NoticeKind(
    "survey_plan_given",
    _("An action of a survey is yours to do"),
    wording("survey_plan_given", _("%(by)s gives you an action on a survey's result: %(name)s")),
    "survey_plan",
    ("code",),
    about="action_plan",
    by_mail=ByMail.AT_ONCE,
)
PLANS_DUE = NoticeKind(
    "survey_plans_due",
    _("Actions on surveys of yours that are due"),
    wording(
        "survey_plans_due",
        _("%(count)s actions on surveys of yours are due, %(late)s of them late"),
        _("%(count)s actions on surveys of yours are due"),
        of_one=_("An action on a survey of yours is due"),
    ),
    "surveys",
    owing=owners_of_plans,
    rows=OwedRows(_due_rows, ("code", "name", "due_on", "version"), _due),
)
KINDS = (INVITED, REMINDED, PLANNED, PLANS_DUE)
