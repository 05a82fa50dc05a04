"""What people are told about check-ins: which are due of them, and what stands in the way of somebody."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.wordings import wording
from hoshin.checkins.days_off import own_days_off
from hoshin.checkins.policies import (
    CheckInRight,
    blockers_asked_of,
    check_ins_to_acknowledge,
    people_asked,
    people_reviewing,
    people_to_answer,
    people_with_reports,
)
from hoshin.checkins.rhythm import due_day, week_of
from hoshin.checkins.selectors.owed import goals_to_acknowledge, missed_below
from hoshin.checkins.selectors.week import due_of
from hoshin.notices.kinds import ByMail, NoticeKind, OwedFacts, OwedThing
from hoshin.org.selectors import own_reports


def _due(actor: Actor) -> OwedFacts | None:
    count = due_of(actor).count()
    if not count:
        return None
    is_late = clock.today() > due_day(week_of(clock.today()), own_days_off(actor))
    return {"count": count, **({"late": count} if is_late else {})}


def _missed(actor: Actor) -> OwedFacts | None:
    count = len(missed_below(actor))
    return {"count": count} if count else None


def _first_missed(actor: Actor, most: int) -> list[OwedThing]:
    return [
        OwedThing(
            one.person.pk,
            ngettext(
                "%(who)s has said nothing of %(count)s key result for more than a week",
                "%(who)s has said nothing of %(count)s key results for more than a week",
                one.count,
            )
            % {"who": one.person.name, "count": one.count},
            "goals",
            query=(("person", one.person.employee_id),),
            since=one.due_on,
        )
        for one in missed_below(actor)[:most]
    ]


def _to_acknowledge(actor: Actor) -> OwedFacts | None:
    waiting = goals_to_acknowledge(actor)
    late = sum(one.is_late for one in waiting)
    return {"count": len(waiting), **({"late": late} if late else {})} if waiting else None


def _first_to_acknowledge(actor: Actor, most: int) -> list[OwedThing]:
    return [
        OwedThing(
            one.objective.pk,
            _("See what was said of %(goal)s") % {"goal": one.objective.name},
            "week",
            about=one.objective.owner.name if one.objective.owner else "",
            due_on=one.due_on,
            since=one.since,
        )
        for one in goals_to_acknowledge(actor)[:most]
    ]


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
    rests_on=due_of,
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
    rests_on=blockers_asked_of,
    is_awaited=True,
)
MISSED = NoticeKind(
    "check_ins_missed",
    gettext_lazy("People of yours who say nothing of their goals"),
    wording(
        "check_ins_missed",
        gettext_lazy("%(count)s people of yours have said nothing of their goals for more than a week"),
        of_one=gettext_lazy("Somebody of yours has said nothing of their goals for more than a week"),
    ),
    "week",
    owed=_missed,
    owing=people_with_reports,
    owed_first=_first_missed,
    rests_on=own_reports,
)
TO_ACKNOWLEDGE = NoticeKind(
    "check_ins_to_acknowledge",
    gettext_lazy("Check-ins that wait for your acknowledgement"),
    wording(
        "check_ins_to_acknowledge",
        gettext_lazy("What was said of %(count)s goals waits for you to have seen it"),
        of_one=gettext_lazy("What was said of one goal waits for you to have seen it"),
    ),
    "week",
    owed=_to_acknowledge,
    owing=people_reviewing,
    owed_first=_first_to_acknowledge,
    rests_on=check_ins_to_acknowledge,
    is_awaited=True,
)
REMINDER = NoticeKind(
    "check_in_reminder",
    gettext_lazy("A reminder on the day by which check-ins are asked for"),
    wording(
        "check_in_reminder",
        gettext_lazy("%(count)s key results wait for your check-in today: about two minutes"),
        of_one=gettext_lazy("One key result waits for your check-in today: about half a minute"),
    ),
    "week",
    right=CheckInRight.CHECK_IN_OWN,
    by_mail=ByMail.AT_ONCE,
)
WORD_BACK = NoticeKind(
    "check_in_word_back",
    gettext_lazy("A word back on your check-in"),
    wording("check_in_word_back", gettext_lazy("%(by)s on your check-in on %(goal)s: %(text)s")),
    "objective",
    ("code",),
    about="check_in",
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
KINDS = (DUE, TO_ANSWER, TO_ACKNOWLEDGE, MISSED, REMINDER, WORD_BACK, BLOCKER_RAISED, BLOCKER_ANSWERED)
