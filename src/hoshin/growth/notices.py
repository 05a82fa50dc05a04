"""What people are told of growth. Never a level, nor a word of a plan: mails pass through more hands than the product."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.wordings import wording
from hoshin.growth.learning_policies import (
    mandatory_due,
    requests_to_decide,
    users_with_mandatory_due,
    users_with_requests_to_decide,
)
from hoshin.growth.models import DevelopmentAction, LearningItem, LearningRequest, PromotionCase
from hoshin.growth.policies import (
    GrowthRight,
    actions_due,
    cases_to_decide,
    users_with_actions_due,
    users_with_cases_to_decide,
)
from hoshin.notices.kinds import ByMail, NoticeKind, OwedRow, OwedRows, OwedThing, day_in


def _due(actor: Actor) -> QuerySet[DevelopmentAction]:
    return actions_due(actor).order_by("due_on", "pk")


def _step(actor: Actor, row: OwedRow) -> OwedThing:
    due = day_in(row["due_on"])
    return OwedThing(row["pk"], row["text"], "development_action", (row["pk"],), due_on=due, version=row["version"])


DUE = NoticeKind(
    "development_due",
    _("Steps of your plan to grow that are due"),
    wording(
        "development_due",
        _("%(count)s steps of your plan to grow are due within two weeks, %(late)s of them late"),
        _("%(count)s steps of your plan to grow are due within two weeks"),
        of_one=_("A step of your plan to grow is due within two weeks"),
    ),
    "growth",
    right=GrowthRight.GROW,
    owing=users_with_actions_due,
    rows=OwedRows(_due, ("text", "due_on", "version"), _step),
)
ASSESSED = NoticeKind(
    "growth_assessed",
    _("How a manager above sees your competencies"),
    wording("growth_assessed", _("A manager above you said how they see your competencies")),
    "growth",
    about="skill_assessment",
    right=GrowthRight.GROW,
)
MENTOR = NoticeKind(
    "growth_mentor",
    _("That you are asked to help somebody grow"),
    wording("growth_mentor", _("You are named as a mentor for a step of somebody's plan to grow")),
    "development_action",
    ("number",),
    about="development_action",
    right=GrowthRight.GROW,
)


def _asked(actor: Actor) -> QuerySet[LearningRequest]:
    return requests_to_decide(actor).order_by("asked_on", "pk")


def _request(actor: Actor, row: OwedRow) -> OwedThing:
    said = translated("%(name)s asks to learn: %(item)s") % {"name": row["person__name"], "item": row["item__name"]}
    return OwedThing(row["pk"], said, "learning_requests", since=day_in(row["asked_on"]), version=row["version"])


LEARNING_ASKED = NoticeKind(
    "learning_asked",
    _("What people who report to you ask to learn"),
    wording(
        "learning_asked",
        _("%(count)s people who report to you ask to learn something"),
        of_one=_("Somebody who reports to you asks to learn something"),
    ),
    "learning_requests",
    right=GrowthRight.GROW,
    owing=users_with_requests_to_decide,
    rows=OwedRows(_asked, ("person__name", "item__name", "asked_on", "version"), _request),
    is_awaited=True,
)


def _mandatory(actor: Actor) -> QuerySet[LearningItem]:
    return mandatory_due(actor).order_by(F("lasts_until").asc(nulls_first=True), "name", "pk")


def _to_learn(actor: Actor, row: OwedRow) -> OwedThing:
    until = day_in(row["lasts_until"])
    said = translated("Learn it again: %(item)s") if until else translated("Learn it: %(item)s")
    said %= {"item": row["name"]}
    return OwedThing(row["pk"], said, "learning_item", (row["code"],), due_on=until, version=row["version"])


MANDATORY = NoticeKind(
    "learning_mandatory",
    _("What is mandatory for you to learn, and what of it expires"),
    wording(
        "learning_mandatory",
        _("%(count)s things that are mandatory are to be learnt, or learnt again, %(late)s of them expired"),
        _("%(count)s things that are mandatory are to be learnt, or learnt again"),
        of_one=_("Something that is mandatory is to be learnt, or learnt again"),
    ),
    "learning_requests",
    right=GrowthRight.GROW,
    owing=users_with_mandatory_due,
    rows=OwedRows(_mandatory, ("name", "code", "lasts_until", "version"), _to_learn),
)
LEARNING_DECIDED = NoticeKind(
    "learning_decided",
    _("That it was decided on what you asked to learn"),
    wording("learning_decided", _("It was decided on what you asked to learn")),
    "learning_requests",
    about="learning_request",
    right=GrowthRight.GROW,
)
LEARNING_SEAT = NoticeKind(
    "learning_seat",
    _("That a seat became free for which you waited"),
    wording("learning_seat", _("A seat became free for which you waited: it is yours")),
    "learning_requests",
    about="learning_request",
    right=GrowthRight.GROW,
    by_mail=ByMail.AT_ONCE,
)
LEARNING_MOVED = NoticeKind(
    "learning_moved",
    _("That a session for which you asked was moved or does not take place"),
    wording("learning_moved", _("A session for which you asked was moved, or does not take place")),
    "learning_requests",
    about="learning_request",
    right=GrowthRight.GROW,
    by_mail=ByMail.AT_ONCE,
)
LEARNING_RETURNED = NoticeKind(
    "learning_returned",
    _("That somebody gave back or moved what you approved that they learn"),
    wording("learning_returned", _("Somebody gave back, or moved to another day, what you approved that they learn")),
    "learning_requests",
    about="learning_request",
    right=GrowthRight.GROW,
)
HOST = NoticeKind(
    "learning_host",
    _("That you are asked to hold a session"),
    wording("learning_host", _("You are named as who holds a session")),
    "learning_session",
    ("number",),
    about="learning_session",
    right=GrowthRight.GROW,
)


def _cases(actor: Actor) -> QuerySet[PromotionCase]:
    return cases_to_decide(actor).order_by("opened_on", "pk")


def _case(actor: Actor, row: OwedRow) -> OwedThing:
    said = translated("Decide on a promotion: %(name)s for %(role)s")
    said %= {"name": row["person__name"], "role": row["to_role__name"]}
    return OwedThing(row["pk"], said, "promotion", (row["pk"],), since=day_in(row["opened_on"]), version=row["version"])


PROMOTION_DISCUSSED = NoticeKind(
    "promotion_discussed",
    _("Promotions that wait for your decision"),
    wording(
        "promotion_discussed",
        _("%(count)s promotions wait for your decision"),
        of_one=_("A promotion waits for your decision"),
    ),
    "promotions",
    right=GrowthRight.GROW,
    owing=users_with_cases_to_decide,
    rows=OwedRows(_cases, ("person__name", "to_role__name", "opened_on", "version"), _case),
    is_awaited=True,
)
PROMOTION_DECIDED = NoticeKind(
    "promotion_decided",
    _("That it was decided on a promotion of yours"),
    wording("promotion_decided", _("It was decided on a promotion of yours, with a reason")),
    "promotion",
    ("number",),
    about="promotion_case",
    right=GrowthRight.GROW,
)
KINDS = (
    DUE,
    ASSESSED,
    MENTOR,
    LEARNING_ASKED,
    MANDATORY,
    LEARNING_DECIDED,
    LEARNING_SEAT,
    LEARNING_MOVED,
    LEARNING_RETURNED,
    HOST,
    PROMOTION_DISCUSSED,
    PROMOTION_DECIDED,
)
