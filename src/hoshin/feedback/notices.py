"""What people are told about feedback: that some was given to them or is asked of them. Never what it says, nor by whom:

a mail may pass through more hands than the product does.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.wordings import wording
from hoshin.feedback.models import AnonymousTalk, FeedbackRequest
from hoshin.feedback.policies import FeedbackRight, asked_users, hearing_users
from hoshin.feedback.selectors import requests_to_answer, talks_waiting
from hoshin.notices.kinds import ByMail, NoticeKind, OwedRow, OwedRows, OwedThing, day_in


def _requests(actor: Actor) -> QuerySet[FeedbackRequest]:
    return requests_to_answer(actor).order_by("asked_at", "pk")


def _asked(actor: Actor, row: OwedRow) -> OwedThing:
    return OwedThing(
        row["pk"],
        translated("%(name)s asks you for feedback") % {"name": row["asker__name"]},
        "feedback_answer",
        (row["pk"],),
        about=row["question"],
        since=day_in(row["asked_at"]),
    )


def _talks(actor: Actor) -> QuerySet[AnonymousTalk]:
    return talks_waiting(actor).order_by("day", "pk")


def _nameless(actor: Actor, row: OwedRow) -> OwedThing:
    what = translated("Answer a message without a name")
    return OwedThing(row["pk"], what, "anonymous_talk", (row["pk"],), since=day_in(row["day"]))


RECEIVED = NoticeKind(
    "feedback_received",
    _("Feedback that you receive"),
    wording("feedback_received", _("You received feedback")),
    "feedback_one",
    ("number",),
    about="feedback",
    right=FeedbackRight.GIVE,
    by_mail=ByMail.AT_ONCE,
)
DECLINED = NoticeKind(
    "feedback_declined",
    _("A request for feedback that is declined"),
    wording("feedback_declined", _("A request of yours for feedback was declined")),
    "feedback_asked",
    about="feedback_request",
    right=FeedbackRight.GIVE,
)
LEFT = NoticeKind(
    "feedback_asked_left",
    _("A request for feedback of somebody who has left"),
    wording("feedback_asked_left", _("Somebody whom you asked for feedback has left")),
    "feedback_asked",
    about="feedback_request",
    right=FeedbackRight.GIVE,
)
RECOGNISED = NoticeKind(
    "recognised",
    _("Recognition that you receive"),
    wording("recognised", _("%(by)s recognised you")),
    "recognition_one",
    ("number",),
    about="recognition",
    right=FeedbackRight.GIVE,
)
ASKED = NoticeKind(
    "feedback_asked",
    _("Feedback that is asked of you"),
    wording(
        "feedback_asked",
        _("%(count)s people wait for your feedback"),
        of_one=_("Somebody waits for your feedback"),
    ),
    "feedback",
    right=FeedbackRight.GIVE,
    owing=asked_users,
    rows=OwedRows(_requests, ("asker__name", "question", "asked_at"), _asked),
    is_awaited=True,
)
DROUGHT = NoticeKind(
    "feedback_drought",
    _("That you received no feedback for two months"),
    wording("feedback_drought", _("You received no feedback for two months. Ask somebody you work with one question.")),
    "feedback_ask",
    right=FeedbackRight.GIVE,
)
DROUGHT_BELOW = NoticeKind(
    "feedback_drought_below",
    _("That people who report to you received no feedback for two months"),
    wording(
        "feedback_drought_below",
        _("%(count)s people who report to you received no feedback for two months. Tell each one thing you saw."),
        of_one=_("Somebody who reports to you received no feedback for two months. Tell them one thing you saw."),
    ),
    "feedback_give",
    right=FeedbackRight.GIVE,
)
# Counted, and so told by no notice that would keep the hour or whoever caused it.
NAMELESS = NoticeKind(
    "nameless_waiting",
    _("Messages without a name to you"),
    wording(
        "nameless_waiting",
        _("%(count)s messages without a name wait for your answer"),
        of_one=_("A message without a name waits for your answer"),
    ),
    "anonymous_inbox",
    right=FeedbackRight.GIVE,
    owing=hearing_users,
    rows=OwedRows(_talks, ("day",), _nameless),
    is_awaited=True,
)
KINDS = (RECEIVED, DECLINED, LEFT, RECOGNISED, ASKED, DROUGHT, DROUGHT_BELOW, NAMELESS)
