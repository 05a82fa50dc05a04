"""What people are told about feedback: that some was given to them or is asked of them. Never what it says, nor by whom:

a mail may pass through more hands than the product does.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.clock import day_of
from hoshin.base.wordings import wording
from hoshin.feedback.policies import FeedbackRight, asked_users, hearing_users
from hoshin.feedback.selectors import requests_to_answer, talks_waiting
from hoshin.notices.kinds import ByMail, NoticeKind, OwedFacts, OwedThing


def _owed(actor: Actor) -> OwedFacts | None:
    count = requests_to_answer(actor).count()
    return {"count": count} if count else None


def _owed_first(actor: Actor, limit: int) -> Sequence[OwedThing]:
    rows = requests_to_answer(actor).select_related("asker").order_by("asked_at", "pk")[:limit]
    return [
        OwedThing(
            row.pk,
            translated("%(name)s asks you for feedback") % {"name": row.asker.name},
            "feedback_answer",
            (row.pk,),
            about=row.question,
            since=day_of(row.asked_at),
        )
        for row in rows
    ]


def _nameless(actor: Actor) -> OwedFacts | None:
    count = talks_waiting(actor).count()
    return {"count": count} if count else None


def _first_nameless(actor: Actor, limit: int) -> Sequence[OwedThing]:
    rows = talks_waiting(actor).order_by("day", "pk")[:limit]
    what = translated("Answer a message without a name")
    return [OwedThing(row.pk, what, "anonymous_talk", (row.pk,), since=row.day) for row in rows]


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
    owed=_owed,
    owing=asked_users,
    owed_first=_owed_first,
    rests_on=requests_to_answer,
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
    owed=_nameless,
    owing=hearing_users,
    owed_first=_first_nameless,
    rests_on=talks_waiting,
    is_awaited=True,
)
KINDS = (RECEIVED, DECLINED, LEFT, RECOGNISED, ASKED, DROUGHT, DROUGHT_BELOW, NAMELESS)
