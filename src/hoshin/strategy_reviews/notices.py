"""What people are told about strategy reviews: that one comes, that its minutes are there, and what they are to do."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.base.wordings import wording
from hoshin.notices.kinds import ByMail, NoticeKind, OwedRow, OwedRows, OwedThing, day_in
from hoshin.strategy_reviews.policies import owners_of_due_tasks, users_of_coming
from hoshin.strategy_reviews.selectors import own_coming, own_due_tasks


def _day(text: str) -> str:
    return Period.parse(text).label


def _task(actor: Actor, row: OwedRow) -> OwedThing:
    return OwedThing(
        row["pk"],
        row["text"],
        "strategy_reviews",
        (),
        about=_("Strategy review %(name)s") % {"name": row["review__series__name"]},
        due_on=day_in(row["due_on"]),
    )


def _coming(actor: Actor, row: OwedRow) -> OwedThing:
    return OwedThing(
        row["pk"],
        _("Look at the agenda: %(name)s") % {"name": row["series__name"]},
        "strategy_review",
        (row["code"],),
        due_on=clock.day_of(datetime.fromisoformat(row["starts_at"])),
    )


COMES = NoticeKind(
    "strategy_review_planned",
    gettext_lazy("A strategy review that you take part in is planned"),
    wording("strategy_review_planned", gettext_lazy("%(by)s asks you to %(name)s on %(day)s, %(code)s"), day=_day),
    "strategy_review",
    ("code",),
    about="strategy_review",
    by_mail=ByMail.AT_ONCE,
)
MINUTES = NoticeKind(
    "strategy_review_minutes",
    gettext_lazy("The minutes of a strategy review are there"),
    wording(
        "strategy_review_minutes", gettext_lazy("The minutes of %(name)s of %(day)s are there, %(code)s"), day=_day
    ),
    "strategy_review",
    ("code",),
    about="strategy_review",
)
TASKS_DUE = NoticeKind(
    "strategy_review_tasks",
    gettext_lazy("Tasks of strategy reviews that are due"),
    wording(
        "strategy_review_tasks",
        gettext_lazy("%(count)s tasks of strategy reviews are due of you, %(late)s of them late"),
        gettext_lazy("%(count)s tasks of strategy reviews are due of you"),
        of_one=gettext_lazy("A task of a strategy review is due of you"),
    ),
    "strategy_reviews",
    owing=owners_of_due_tasks,
    rows=OwedRows(own_due_tasks, ("text", "due_on", "review__series__name"), _task),
)
COMING = NoticeKind(
    "strategy_review_coming",
    gettext_lazy("A strategy review of yours is tomorrow"),
    wording(
        "strategy_review_coming",
        gettext_lazy("%(count)s strategy reviews of yours are today or tomorrow"),
        of_one=gettext_lazy("A strategy review of yours is today or tomorrow"),
    ),
    "strategy_reviews",
    owing=users_of_coming,
    rows=OwedRows(own_coming, ("code", "starts_at", "series__name"), _coming),
)
KINDS = (COMES, MINUTES, TASKS_DUE, COMING)
