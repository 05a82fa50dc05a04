"""What people are told about check-ins: which are due of them, and what stands in the way of somebody."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.wordings import wording
from hoshin.checkins.days_off import own_days_off_found
from hoshin.checkins.lines import absences_today
from hoshin.checkins.models import Blocker
from hoshin.checkins.policies import (
    CheckInRight,
    blockers_asked_of,
    people_asked,
    people_reviewing,
    people_to_answer,
    people_with_reports,
)
from hoshin.checkins.rhythm import due_day, week_of, working_days_after
from hoshin.checkins.selectors.owed import missed_below, reviewed_and_said
from hoshin.checkins.selectors.week import due_of
from hoshin.notices.kinds import ByMail, NoticeKind, OwedFacts, OwedRow, OwedRows, OwedThing, day_in
from hoshin.org.selectors import own_reports
from hoshin.strategy.models import Contribution


def _due(actor: Actor) -> QuerySet[Contribution]:
    """Nothing while one is away."""
    there = due_of(actor).exclude(parent__owner__in=absences_today().values("person"))
    return there.annotate(off=own_days_off_found(actor))


def _late(rows: Sequence[OwedRow]) -> int:
    """All of them, once the day of the week is over by which they are asked for."""
    today = clock.today()
    return len(rows) if rows and today > due_day(week_of(today), _days(rows[0])) else 0


def _days(row: OwedRow) -> set[date]:
    return {date.fromisoformat(day) for day in row["off"]}


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


def _to_acknowledge(actor: Actor, row: OwedRow) -> OwedThing:
    since = date.fromisoformat(row["since"])
    return OwedThing(
        row["pk"],
        _("See what was said of %(goal)s") % {"goal": row["name"]},
        "week",
        about=row["owner__name"] or "",
        due_on=working_days_after(since, row["within"], _days(row)),
        since=since,
    )


def _blockers(actor: Actor) -> QuerySet[Blocker]:
    return blockers_asked_of(actor).order_by("answer_by", "pk")


def _to_answer(actor: Actor, row: OwedRow) -> OwedThing:
    return OwedThing(
        row["pk"],
        _("Answer: %(what)s") % {"what": row["text"][:120]},
        "week",
        about=row["raised_by__name"] or row["objective__name"],
        due_on=day_in(row["answer_by"]),
    )


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
    owing=people_asked,
    rows=OwedRows(_due, ("off",), late=_late),
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
    owing=people_to_answer,
    rows=OwedRows(_blockers, ("text", "raised_by__name", "objective__name", "answer_by"), _to_answer),
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
    owing=people_reviewing,
    rows=OwedRows(reviewed_and_said, ("name", "owner__name", "since", "within", "off"), _to_acknowledge),
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
TEAM_WEEK = NoticeKind(
    "team_week",
    gettext_lazy("How the goals of your people went, once a week"),
    wording(
        "team_week",
        gettext_lazy(
            "Key results of your people in the last seven days: %(fell)s fell back, %(rose)s came up;"
            " things in their way: %(stuck)s"
        ),
    ),
    "team_week",
)
KINDS = (DUE, TO_ANSWER, TO_ACKNOWLEDGE, MISSED, REMINDER, TEAM_WEEK, WORD_BACK, BLOCKER_RAISED, BLOCKER_ANSWERED)
