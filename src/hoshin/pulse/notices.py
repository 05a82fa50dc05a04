"""What people are told of surveys: that one asks them, and once more before it closes. Nobody is told who answered."""

from django.db.models import QuerySet
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.wordings import said_again, wording
from hoshin.notices.kinds import ByMail, NoticeKind, OwedRow, OwedRows, OwedThing, day_in
from hoshin.pulse.models import ActionPlan
from hoshin.pulse.policies import PulseRight, heads_with_talks, own_plans, owners_of_plans
from hoshin.pulse.selectors import INVITATION, invitations_to_answer, still_unanswered, talks_waiting


def _due_rows(actor: Actor) -> QuerySet[ActionPlan]:
    return own_plans(actor).filter(state="open", due_on__lte=clock.today()).order_by("due_on", "pk")


def _due(actor: Actor, row: OwedRow) -> OwedThing:
    return OwedThing(
        row["pk"], row["name"], "survey_plan", (row["code"],), due_on=day_in(row["due_on"]), version=row["version"]
    )


def _unanswered(actor: Actor, row: OwedRow) -> OwedThing:
    text = translated("Answer: %(name)s") % {"name": row["wave__name"]}
    return OwedThing(row["pk"], text, "survey_answer", (row["wave__code"],), due_on=day_in(row["wave__closes_on"]))


def _talk(actor: Actor, row: OwedRow) -> OwedThing:
    """The page of the unit: which comment it is stands there, and whose it is stands nowhere."""
    name = row["unit__name"] or translated("everybody")
    text = translated("An author said more about a comment: %(wave)s, %(unit)s")
    text %= {"wave": row["wave__name"], "unit": name}
    return OwedThing(row["pk"], text, "survey_unit", (row["wave__code"], row["unit__place"]))


# When somebody opened it would be kept, a moment before their group's urn is another.
INVITED = NoticeKind(
    "survey_invited",
    _("A survey asks you"),
    wording("survey_invited", _("A survey asks you: %(name)s. Nobody will know what you answered")),
    "survey_answer",
    ("code",),
    about="wave",
    right=PulseRight.ANSWER,
    by_mail=ByMail.AT_ONCE,
    keeps_no_hour=True,
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
    keeps_no_hour=True,
)
INVITED_BY_NAME = NoticeKind(
    "survey_invited_by_name",
    _("A survey asks you, with your name"),
    wording("survey_invited_by_name", _("A survey asks you: %(name)s. Your name stands with what you answer")),
    "survey_answer",
    ("code",),
    about="wave",
    right=PulseRight.ANSWER,
    by_mail=ByMail.AT_ONCE,
)
REMINDED_BY_NAME = NoticeKind(
    "survey_reminded_by_name",
    _("A survey that asks you with your name closes soon"),
    wording("survey_reminded_by_name", _("The survey %(name)s closes soon, and waits for your answer")),
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
NOT_SENT = NoticeKind(
    "survey_not_sent",
    _("A survey could not be sent on its day"),
    wording(
        "survey_not_sent",
        _("The survey %(name)s was not sent. %(why)s %(mend)s"),
        _("The survey %(name)s was not sent. %(why)s"),
        why=said_again,
        mend=said_again,
    ),
    "survey_planned",
    ("code",),
    about="planned_wave",
    right=PulseRight.RUN,
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
# Never mailed: a mail that is lacking would say who has answered to whoever reads mailboxes.
UNANSWERED = NoticeKind(
    "surveys_unanswered",
    _("Surveys that wait for your answer"),
    wording(
        "surveys_unanswered",
        _("%(count)s surveys wait for your answer"),
        of_one=_("A survey waits for your answer"),
    ),
    "surveys",
    right=PulseRight.ANSWER,
    by_mail=ByMail.NEVER,
    rows=OwedRows(invitations_to_answer, INVITATION, _unanswered, still=still_unanswered),
    is_unmailed=True,
)
# Counted, and so told by no notice that would keep the hour.
TALKS = NoticeKind(
    "survey_comments_waiting",
    _("Comments in surveys about which their author said more"),
    wording(
        "survey_comments_waiting",
        _("%(count)s units have comments about which an author said more"),
        of_one=_("An author said more about a comment"),
    ),
    "surveys",
    owing=heads_with_talks,
    rows=OwedRows(talks_waiting, ("wave__name", "wave__code", "unit__name", "unit__place"), _talk),
    is_awaited=True,
)
KINDS = (INVITED, REMINDED, INVITED_BY_NAME, REMINDED_BY_NAME, NOT_SENT, PLANNED, PLANS_DUE, UNANSWERED, TALKS)
