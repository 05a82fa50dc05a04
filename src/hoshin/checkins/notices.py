"""What people are told about check-ins: which are due of them, and what stands in the way of somebody."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.accounts.access import Actor
from hoshin.base.wordings import wording
from hoshin.checkins.policies import CheckInRight, blockers_asked_of, people_asked, people_to_answer
from hoshin.checkins.selectors.week import due_of
from hoshin.notices.kinds import ByMail, NoticeKind, OwedFacts, OwedThing


def _due(actor: Actor) -> OwedFacts | None:
    count = len(due_of(actor))
    return {"count": count} if count else None


def _to_answer(actor: Actor) -> OwedFacts | None:
    count = blockers_asked_of(actor).count()
    return {"count": count} if count else None


def _first_to_answer(actor: Actor, most: int) -> list[OwedThing]:
    waiting = blockers_asked_of(actor).select_related("objective", "raised_by").order_by("answer_by", "pk")[:most]
    return [
        OwedThing(
            one.pk,
            _("Answer: %(what)s") % {"what": one.text[:120]},
            "week",
            about=one.raised_by.name if one.raised_by else one.objective.name,
            due_on=one.answer_by,
        )
        for one in waiting
    ]


DUE = NoticeKind(
    "check_ins_due",
    gettext_lazy("Check-ins that are due of you"),
    wording(
        "check_ins_due",
        gettext_lazy("%(count)s key results wait for your check-in of this week"),
        of_one=gettext_lazy("One key result waits for your check-in of this week"),
    ),
    "week",
    right=CheckInRight.CHECK_IN_OWN,
    owed=_due,
    owing=people_asked,
)
TO_ANSWER = NoticeKind(
    "blockers_to_answer",
    gettext_lazy("Blockers that wait for your answer"),
    wording(
        "blockers_to_answer",
        gettext_lazy("%(count)s things that stand in the way of others wait for your answer"),
        of_one=gettext_lazy("Something that stands in the way of somebody waits for your answer"),
    ),
    "week",
    owed=_to_answer,
    owing=people_to_answer,
    owed_first=_first_to_answer,
    is_awaited=True,
)
BLOCKER_RAISED = NoticeKind(
    "blocker_raised",
    gettext_lazy("Something stands in the way of somebody, and you are asked"),
    wording("blocker_raised", gettext_lazy("%(by)s asks for your help with %(goal)s: %(text)s")),
    "objective",
    ("code",),
    about="blocker",
    by_mail=ByMail.AT_ONCE,
)
BLOCKER_ANSWERED = NoticeKind(
    "blocker_answered",
    gettext_lazy("What stands in your way is answered"),
    wording("blocker_answered", gettext_lazy("%(by)s answered what stands in the way of %(goal)s: %(text)s")),
    "objective",
    ("code",),
    about="blocker",
    by_mail=ByMail.AT_ONCE,
)
KINDS = (DUE, TO_ANSWER, BLOCKER_RAISED, BLOCKER_ANSWERED)
